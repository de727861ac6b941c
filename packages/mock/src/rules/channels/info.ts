/** A channel as the two operations that read channels show it. */
import type { Body, Success } from '@chat-openapi/openapi';
import type { Channel } from '../../state/channel.ts';

type Filter = NonNullable<Body<'getOfficialAccountInfo'>['ResponseFilter']>;
type Info = Success<'getSubscribedOfficialAccountList'>['OfficialAccountInfoList'][number];

/** @param filter The fields to show; all without one. The id comes always. */
export function infoOf(channel: Channel, filter: Filter['OfficialAccountBaseInfoFilter']): Info {
  const { id, profile, CreateTime, LastMsgTime, subscriptions } = channel;
  const { Owner_Account, Name, Introduction, FaceUrl, Organization, CustomString } = profile;
  const times = { CreateTime, LastMsgTime, SubscriberNum: subscriptions.length };
  const fields = { ...times, Name, Owner_Account, Introduction, FaceUrl, Organization, CustomString };
  return { Official_Account: id, ...only(fields, filter) };
}

/** Of the fields those that a filter names; all without a filter. */
export function only<Fields extends object>(
  fields: Fields,
  filter: readonly (keyof Fields)[] | undefined,
): Partial<Fields> {
  const left: Partial<Fields> = { ...fields };
  if (filter === undefined) return left;
  const names: ReadonlySet<PropertyKey> = new Set(filter);
  for (const name in fields) if (!names.has(name)) delete left[name];
  return left;
}
