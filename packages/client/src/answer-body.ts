/** The body of an answer, with whatever fields it has besides the documented ones. */
export interface AnswerBody {
  readonly ErrorCode: number;
  readonly [field: string]: unknown;
}
