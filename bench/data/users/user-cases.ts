import { nameOf } from '../cases/texts/names.ts';

/** A shape of a file of users: user_id, name, email, signup_date. */
export interface UserCase {
  /** What is special about it, in a few words. */
  readonly about: string;
  /** The line of a user, numbered from 1, without its end. */
  readonly line: (user: number, signup: string) => string;
}

/** The shapes of a file of users, by name: as those of experiments are called. */
export const USER_CASES: Readonly<Record<string, UserCase>> = {
  plain: {
    about: 'no quotes, ASCII',
    line: (user, signup) => `${user},User ${user},user${user}@example.com,${signup}`,
  },
  'quoted-texts': {
    about: 'texts in quotes, with commas inside',
    line: (user, signup) => `${user},"User ${user}, Dr.","user${user}@example.com",${signup}`,
  },
  utf8: {
    about: 'names beyond ASCII in every second row',
    line: (user, signup) => `${user},${nameOf(user)},user${user}@example.com,${signup}`,
  },
};
