export const proxy = async (_args: string[]): Promise<number> => 2;
