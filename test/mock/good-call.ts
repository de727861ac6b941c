import { operations } from '@chat-openapi/openapi';

/** The operation that the mock remembers, which a second call finds done. */
export const { path } = operations.destroyOfficialAccount;
export const query = 'sdkappid=1400000000&identifier=administrator&usersig=any&random=1&contenttype=json';
