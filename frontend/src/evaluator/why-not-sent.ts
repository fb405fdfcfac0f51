/** The sentence for a pause in sending: what happened, what is safe, what to do. */
import { evaluatorTexts } from '../messages/index';
import { problemText } from '../messages/problem-text';
import type { SenderState } from '../device/sender';

export function whyNotSent(sending: SenderState): string | null {
  if (sending.kind !== 'pausing') return null;
  const texts = evaluatorTexts.now;
  const { failure } = sending;
  switch (failure.kind) {
    case 'no_session':
      return texts.whyNoSession;
    case 'other_account':
      return texts.whyOtherAccount;
    case 'other_tab':
      return texts.whyOtherTab;
    case 'unreadable':
      return texts.whyServer;
    case 'problem':
      return failure.problem.status >= 500 ? texts.whyServer : `${problemText(failure.problem)} ${texts.whyServer}`;
    case 'unreachable':
      return { offline: texts.whyOffline, timed_out: texts.whyTimedOut, not_our_server: texts.whyNotOurServer }[
        failure.reason
      ];
  }
}
