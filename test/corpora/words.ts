import type { Random } from './random.ts';

const QUESTIONS =
  'How do I cancel my subscription?;Can you summarise this contract in three points?;Write a poem about the sea in winter.;Why does my build fail with exit code 137?;What should I tell my landlord about the mould?;Translate this letter into Spanish, please.;Explain gradient descent to a ten year old.;Help me plan a week in Lisbon with two kids.;为什么我的代码会报错？请帮我看一下;Schreib mir bitte eine Absage an den Vermieter.'.split(
    ';',
  );
const ANSWERS =
  'Sure! Here is a short summary of the main points you asked about.;I am sorry to hear that. First check whether the container ran out of memory.;Of course. The easiest way is to open the settings and choose billing.;Here are some ideas for your trip, ordered by day and by distance.;当然可以，下面是一个简单的例子，希望对你有帮助。;Gerne! Hier ist ein Entwurf, den du anpassen kannst.'.split(
    ';',
  );
const SENTENCES =
  'The delivery arrived late and the box was damaged.;Please review the attached figures before Monday.;Our new bakery opens at seven every morning.;The committee approved the budget for next year.;This module renders the page and caches the result.;Prices may change without notice during the sale.;Rain is expected in the north until the evening.'.split(
    ';',
  );

export function question(random: Random): string {
  return random.pick(QUESTIONS);
}

export function answer(random: Random): string {
  return random.pick(ANSWERS);
}

export function sentence(random: Random): string {
  return random.pick(SENTENCES);
}

export function paragraph(random: Random): string {
  return Array.from({ length: random.int(2, 5) }, () => sentence(random)).join(' ');
}
