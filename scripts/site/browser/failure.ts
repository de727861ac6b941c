/** The code in what somebody has pasted: the body of an answer, a line of a log, or a bare number. */
export function readCode(pasted: string): string | undefined {
  return (/ErrorCode\W{1,4}(\d+)/i.exec(pasted) ?? /^\D{0,3}(\d{4,6})\D{0,3}$/.exec(pasted.trim()))?.[1];
}
