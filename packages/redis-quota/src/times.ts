/** Times in milliseconds that all processes have to agree on. */

/** How far in the future slots are given. */
export const ahead = 250;
/** How long an answer may take before Redis counts as gone. */
export const answerLimit = 500;
/** How often it is asked whether it is there again. */
export const probeEvery = 250;
/** How late a timer may be. */
export const turnSlack = 50;
/** What is kept between the last moment for a start and the end of what was reserved. */
export const guard = 10;
/** How far a server's clock may go back without being taken for another: less than the guard. */
export const slack = 5;

/** How much wider the margin gets at most where slots are missed. */
export const mostWider = 3;

/** How long nobody starts, after a window, when the past is unknown: until all have seen it and all slots have ended. */
export const restOf = (margin: number): number => mostWider * margin + ahead + probeEvery + answerLimit + turnSlack;
