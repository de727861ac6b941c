/** Loaded before a program of a README that makes spans: prints each, with the name of the one above it. */
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';

const open = new Map<string, string>();

context.setGlobalContextManager(new AsyncLocalStorageContextManager());
trace.setGlobalTracerProvider(
  new TracerProvider({
    spanProcessors: [
      {
        onStart: (span) => open.set(span.spanContext().spanId, span.name),
        onEnd({ name, kind, parentSpanContext, attributes, status }: ReadableSpan) {
          const above = parentSpanContext && open.get(parentSpanContext.spanId);
          process.stdout.write(`${JSON.stringify({ name, kind, above, attributes, status })}\n`);
        },
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  }),
);
