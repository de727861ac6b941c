/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

export {};
