/** A request as it is pasted: two questions, two indicators, and a time by which it is needed. */
export const MAIL = `From: Dana Reyes <dana.reyes@example.com>
To: Investigations <desk@example.org>
Date: Mon, 4 May 2026 09:12:30 -0700
Subject: RE: Hosts paid to a new account

Hi,

two hosts say that payouts went to hxxps://pay[.]example and to 192.0.2.44. Please answer by Friday 5 PM PT:
1. Which accounts share the address 192.0.2.44?
2. Is the mailbox m.voss@example.com known to us?

Thanks, Dana
`;
