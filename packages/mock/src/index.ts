export { type Mock, type MockCall, type MockOptions, startMock } from './start-mock.ts';
