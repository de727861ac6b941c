/** Calls with what the generators have made. Written beside that, and compiled together with it. */
export const otherCalls = `import { destroyOfficialAccount as orval } from './src/orval';
import { defaults, destroyOfficialAccount as oazapfts } from './src/oazapfts';
import { Api } from './src/swagger';

interface Signed {
  sdkappid: string;
  identifier: string;
  usersig: string;
  random: number;
  contenttype: 'json';
}

/** What each client gives as \`ErrorCode\`, typed as it has it. */
export const calls = {
  async orval(_mock: string, query: Signed, id: string): Promise<number> {
    return (await orval({ Official_Account: id }, query)).data.ErrorCode;
  },
  async oazapfts(mock: string, { sdkappid, identifier, usersig, random, contenttype }: Signed, id: string): Promise<number> {
    defaults.baseUrl = mock;
    const answer = await oazapfts(sdkappid, identifier, usersig, random, contenttype, { Official_Account: id });
    return answer.data.ErrorCode;
  },
  async 'swagger-typescript-api'(mock: string, query: Signed, id: string): Promise<number> {
    const { data } = await new Api({ baseUrl: mock }).v4.destroyOfficialAccount(query, { Official_Account: id });
    return data.ErrorCode;
  },
};

// @ts-expect-error a call without a credential
export const unsigned = (query: Omit<Signed, 'usersig'>) => orval({ Official_Account: '' }, query);
// @ts-expect-error a body without its field
export const empty = (query: Signed) => new Api().v4.destroyOfficialAccount(query, {});
`;
