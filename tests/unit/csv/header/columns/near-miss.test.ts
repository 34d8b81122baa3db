import { describe, expect, test } from 'vitest';
import { nearMiss } from '../../../../../lib/csv/header/columns/near-miss.ts';

describe('nearMiss', () => {
  test.each([
    ['email', 'e-mail'],
    ['email', 'e_mail'],
    ['email', 'E Mail'],
    ['email', 'emial'],
    ['email', 'Emial'],
    ['email', 'mail'],
    ['email', 'emaill'],
    ['email', 'emaol'],
    ['email', 'emails'],
    ['user_id', 'userid'],
    ['user_id', 'User ID'],
    ['user_id', 'userId'],
    ['user_id', 'USER-ID'],
    ['user_id', 'usr_id'],
    ['name', 'names'],
    ['name', 'nmae'],
    ['name', 'nam'],
    ['compound_structure', 'compound_strcture'],
    ['compound_structure', 'Compound Structrue'],
    ['signup_date', 'sign_up_date'],
    ['signup_date', 'sign_up_dat'],
    ['größe', 'gröse'],
  ])('takes for %j meant to be it: %j', (meant, found) => {
    expect(nearMiss([meant], [found])).toEqual({ found, meant });
  });

  test.each([
    ['name', 'first_name'],
    ['name', 'username'],
    ['name', 'surname'],
    ['name', 'title'],
    ['name', 'date'],
    ['name', 'game'],
    ['name', ''],
    ['email', 'email_2'],
    ['email', 'email_verified'],
    ['email', 'gmail'],
    ['weight', 'height'],
    ['body_weight', 'body_height'],
    ['cost', 'post'],
    ['site', 'size'],
    ['rate', 'date'],
    ['start_date', 'state_date'],
    ['start_date', 'end_date'],
    ['run_date', 'run_time'],
    ['created_at', 'created_by'],
    ['user_id', 'user_ip'],
    ['userId', 'userIp'],
    ['user_id', 'id'],
    ['user_id', 'user'],
    ['max_ph', 'min_ph'],
    ['address1', 'address2'],
    ['address', 'address2'],
    ['q1_total', 'q2_total'],
    ['group_a', 'group_b'],
    ['groupA', 'groupB'],
    ['items', 'n_items'],
    ['value', 'p_value'],
    ['length', 'length_m'],
    ['id', 'ids'],
  ])('takes for another name than %j: %j', (wanted, other) => {
    expect(nearMiss([wanted], [other])).toBeUndefined();
    expect(nearMiss([other], [wanted])).toBeUndefined();
  });

  test('prefers the same letters to a misspelt word, whichever comes first', () => {
    const near = nearMiss(['user_id'], ['usr_id', 'UserID']);

    expect(near?.found).toBe('UserID');
  });

  test('looks at every name that is wanted, and tells which it is', () => {
    const near = nearMiss(['experiment_run_time', 'duration'], ['note', 'durations']);

    expect(near).toEqual({ found: 'durations', meant: 'duration' });
  });

  test('a name without a letter or a digit is like no other', () => {
    expect(nearMiss(['%'], ['', '#'])).toBeUndefined();
  });
});
