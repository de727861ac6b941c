/** Runs on workerd, bundled. What is done after an answer is handed to the platform, which drops it otherwise. */
import { waitUntil } from 'cloudflare:workers';
import { createKeeping, received } from './webhooks-handlers.ts';

const receiver = createKeeping({ waitUntil });

export default {
  fetch: async (request: Request): Promise<Response> =>
    request.method === 'GET' ? Response.json(received) : receiver(request),
};
