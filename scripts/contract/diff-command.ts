export const diff = async (_args: string[]): Promise<number> => 2;
