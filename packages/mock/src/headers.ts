/** On every response, so that pages of any origin can call the mock. */
export const commonHeaders = {
  'content-type': 'application/json',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-mock-reason',
};
