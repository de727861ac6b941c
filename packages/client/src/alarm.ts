/** Something that is to happen after a time, unless it is cancelled before. */
export interface Alarm {
  cancel(): void;
}

/** Sets an alarm. The time is always the same, in milliseconds, or given with each alarm. */
export type SetAlarm = (ring: () => void, wait: number) => Alarm;

export const setAlarm: SetAlarm = (ring, wait) => {
  const timer = setTimeout(ring, wait);
  return { cancel: () => clearTimeout(timer) };
};

interface Queued extends Alarm {
  readonly at: number;
  readonly ring: () => void;
  previous: Queued | undefined;
  next: Queued | undefined;
}

/**
 * Sets alarms that all wait equally long. They ring in the order in which they were set, so one timer, for the first, serves
 * them all; a timer for each would be the dearest part of a call in this package.
 */
export function createAlarmQueue(wait: number): SetAlarm {
  let first: Queued | undefined;
  let last: Queued | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const remove = (alarm: Queued): void => {
    const { previous, next } = alarm;
    // One that is out already has no neighbours, and is not the first.
    if (previous === undefined && first !== alarm) return;
    if (previous === undefined) first = next;
    else previous.next = next;
    if (next === undefined) last = previous;
    else next.previous = previous;
    alarm.previous = undefined;
    alarm.next = undefined;
    // When nobody waits any more the process may end, and a clock that a test has put in place may go.
    if (first === undefined) {
      clearTimeout(timer);
      timer = undefined;
    }
  };
  const ringDue = (): void => {
    timer = undefined;
    const now = performance.now();
    while (first !== undefined && first.at <= now) {
      const due = first;
      remove(due);
      due.ring();
    }
    if (first !== undefined) timer ??= setTimeout(ringDue, Math.ceil(first.at - now));
  };

  return (ring) => {
    const alarm: Queued = {
      at: performance.now() + wait,
      ring,
      previous: last,
      next: undefined,
      cancel: () => remove(alarm),
    };
    if (last === undefined) first = alarm;
    else last.next = alarm;
    last = alarm;
    timer ??= setTimeout(ringDue, wait);
    return alarm;
  };
}
