export { signUserSig, verifyUserSig } from '@chat-openapi/usersig';
export { checkOptions } from '../../../../packages/client/src/settings.ts';
export { createSignatureSource } from '../../../../packages/client/src/signature.ts';
