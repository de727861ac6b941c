export const live = async (_args: string[]): Promise<number> => 2;
