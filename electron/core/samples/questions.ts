/** The three queries that the sample case keeps as exhibits. `view` names are those the imports were given. */
export interface Question {
  readonly title: string;
  readonly note: string;
  readonly sql: string;
}

const name = (view: string): string => `"${view.replaceAll('"', '""')}"`;

export const sharedDevices = (logins: string): Question => ({
  title: 'Devices used by three or more accounts',
  note: 'Two accounts on one device are common in households; three or more are not.',
  sql: `SELECT device_id, count(DISTINCT account_id) AS accounts, count(*) AS sign_ins,
  min(at) AS first_seen, max(at) AS last_seen
FROM ${name(logins)}
GROUP BY device_id
HAVING count(DISTINCT account_id) >= 3
ORDER BY accounts DESC, device_id`,
});

export const sharedPayout = (payouts: string, accounts: string): Question => ({
  title: 'Accounts that are paid out to a payout account of three or more',
  note: 'Each amount is rounded to whole cents, and the cents are added up as integers.',
  sql: `SELECT p.payout_account, p.account_id, a.username, count(*) AS payouts,
  printf('%d.%02d', sum(CAST(round(p.amount * 100) AS INTEGER)) / 100, sum(CAST(round(p.amount * 100) AS INTEGER)) % 100) AS total_usd
FROM ${name(payouts)} AS p JOIN ${name(accounts)} AS a USING (account_id)
WHERE p.payout_account IN (SELECT payout_account FROM ${name(payouts)} GROUP BY 1 HAVING count(DISTINCT account_id) >= 3)
GROUP BY p.payout_account, p.account_id
ORDER BY p.payout_account, payouts DESC, p.account_id`,
});

export const loginBurst = (logins: string): Question => ({
  title: 'Ten-minute windows with twenty or more sign-ins from one address',
  note: 'Windows start at full tens of minutes, UTC.',
  sql: `SELECT ip, substr(at, 1, 15) || '0Z' AS ten_minutes, count(*) AS sign_ins,
  count(DISTINCT account_id) AS accounts, min(user_agent) AS user_agent
FROM ${name(logins)}
GROUP BY ip, substr(at, 1, 15)
HAVING count(*) >= 20
ORDER BY sign_ins DESC`,
});
