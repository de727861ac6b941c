/** The call that every program makes, and who makes it. */
export const requestPath = '/v4/official_account_open_http_svc/destroy_official_account';
export const requestBody = { Official_Account: '@TOA#_bench' };
export const identity = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'bench-key' };
