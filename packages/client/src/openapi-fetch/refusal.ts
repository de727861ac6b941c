/** What a response says of its text. */
export const json: ResponseInit = { headers: { 'content-type': 'application/json' } };

/** The response to a call that the service has refused. Its status is 200, yet it is not ok, and that is what openapi-fetch asks. */
export class Refusal extends Response {
  override get ok(): boolean {
    return false;
  }

  override clone(): Response {
    return new Refusal(super.clone().body, json);
  }
}
