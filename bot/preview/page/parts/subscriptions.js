/** What a prospect does about subscriptions in Telegram's own settings: items of the menu, a group for each. */
import { dayTitle } from "../lib/format.js";

export function subscriptionActs(session, say, language) {
  return (session.chat?.subscriptions ?? []).flatMap((one) => {
    const group = say(`subscription_${one.state}`, { title: one.title, until: dayTitle(one.until, language) });
    return acts(one).map(([act, icon]) => ({
      group,
      icon,
      text: say(WORDS[act]),
      act: () => session.actOnSubscription(one.charge, act),
    }));
  });
}

const WORDS = {
  cancel: "endSubscription",
  resume: "resumeSubscription",
  take_stars: "loseStars",
  give_stars: "topUpStars",
};

/** What the bot has ended the prospect cannot take up again. */
function acts({ state, by_bot, has_stars }) {
  if (state === "canceled") return by_bot ? [] : [["resume", "check"]];
  return [["cancel", "block"], [has_stars ? "take_stars" : "give_stars", "card"]];
}
