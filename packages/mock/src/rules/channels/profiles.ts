/** Channels themselves: create, modify, read, terminate. */
import { Refusal } from '../../refusal.ts';
import { completeProfile, makeChannel, type Profile } from '../../state/channel.ts';
import { weightOfProfile } from '../../state/channels.ts';
import { type Event, eventOf } from '../../webhooks/event.ts';
import type { RuleContext, Rules } from '../rule.ts';
import { findChannel, full, isAccount, refuseAccount, seconds } from './find.ts';
import { infoOf } from './info.ts';

/** How many channels an app has that is on trial. */
const maxOnTrial = 5;

export const profileRules = {
  createOfficialAccount({ OfficialAccountUserID: chosen, ...profile }, context) {
    const { state, flags, now, refuse } = context;
    if (!isAccount(profile.Owner_Account, context)) return refuseAccount('Owner_Account');
    const id = chosen ?? makeId(context);
    const known = state.channels.get(id);
    if (known !== undefined && known !== 'terminated') {
      return refuse(130008, `The id ${id} is in use. Choose another, or leave it out.`, 'id-in-use');
    }
    if (flags.trial && state.channels.count >= maxOnTrial) {
      return refuse(130010, `An app on trial has at most ${maxOnTrial} channels. Terminate one first.`, 'trial');
    }
    const channel = makeChannel(id, completeProfile(profile), seconds(now));
    if (!state.channels.grow(channel, 0)) return full;
    const { Owner_Account, Name } = profile;
    const created = { Official_Account: id, Operator_Account: context.identifier, Owner_Account, Name };
    context.tell(eventOf(id, 'OfficialAccount.CallbackAfterCreateOfficialAccount', created));
    return { OfficialAccountUserID: id };
  },

  modifyOfficialAccountBaseInfo({ Official_Account: id, ...changes }, context) {
    const channel = findChannel(id, context);
    if (channel instanceof Refusal) return channel;
    const { Name, Introduction, FaceUrl, Organization, CustomString, MaxSubscriberNum } = changes;
    const before = channel.profile;
    const after = {
      Owner_Account: before.Owner_Account,
      Name: Name ?? before.Name,
      Introduction: Introduction ?? before.Introduction,
      FaceUrl: FaceUrl ?? before.FaceUrl,
      Organization: Organization ?? before.Organization,
      CustomString: CustomString ?? before.CustomString,
      MaxSubscriberNum: MaxSubscriberNum ?? before.MaxSubscriberNum,
    };
    if (!context.state.channels.grow(channel, weightOfProfile(after) - weightOfProfile(before))) return full;
    channel.profile = after;
    if (Object.keys(changes).length > 0) context.tell(changedEvent(id, context.identifier, changes));
    return {};
  },

  getOfficialAccountInfo({ OfficialAccountIdList, ResponseFilter }, context) {
    return {
      OfficialAccountInfoList: OfficialAccountIdList.map(({ Official_Account }) => {
        const channel = findChannel(Official_Account, context);
        if (channel instanceof Refusal) {
          return { Official_Account, ErrorCode: channel.code, ErrorInfo: context.hide(channel.info ?? '') };
        }
        const info = infoOf(channel, ResponseFilter?.OfficialAccountBaseInfoFilter);
        return { ...info, ErrorCode: 0, ErrorInfo: '' };
      }),
    };
  },

  destroyOfficialAccount({ Official_Account: id }, context) {
    const channel = findChannel(id, context);
    if (channel instanceof Refusal) return channel;
    context.state.channels.terminate(id);
    const { Owner_Account, Name } = channel.profile;
    const terminated = { Official_Account: id, Owner_Account, Name };
    context.tell(eventOf(id, 'OfficialAccount.CallbackAfterOfficialAccountDestroyed', terminated));
    return {};
  },
} satisfies Rules;

/** With the fields that the call has named: whether others are there is not documented. */
function changedEvent(id: string, identifier: string, changes: Partial<Profile>): Event {
  const { Introduction, Name, FaceUrl, Organization } = changes;
  return eventOf(id, 'OfficialAccount.CallbackAfterOfficialAccountInfoChanged', {
    Official_Account: id,
    Operator_Account: identifier,
    ...(Introduction === undefined ? {} : { Introduction }),
    ...(Name === undefined ? {} : { Name }),
    ...(FaceUrl === undefined ? {} : { FaceUrl }),
    ...(Organization === undefined ? {} : { Organization }),
  });
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** As the service makes them: with a beginning that no id of an app's choice has. */
function makeId({ state, random }: RuleContext<'createOfficialAccount'>): string {
  const letter = (): string => letters.charAt(Math.floor(random() * letters.length));
  for (;;) {
    const id = `@TOA#_@TOA#d${Array.from({ length: 7 }, letter).join('')}`;
    if (state.channels.get(id) === undefined) return id;
  }
}
