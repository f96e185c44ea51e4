import type { Profile } from '../profiles.ts';
import { known } from './known.ts';

/** Finds of OSINT tools. */
export const OSINT: readonly Profile[] = [
  known({
    name: 'SpiderFoot scan',
    key: ['Updated', 'Type', 'Module', 'Source', 'F/P', 'Data'],
    columns: {
      'Scan Name': 'text',
      Updated: '',
      Type: 'text',
      Module: 'text',
      Source: 'text',
      'F/P': '',
      Data: 'text',
    },
    notes: [
      '"Updated" is in the local time of the server that scanned.',
      '"F/P" 1 marks what a person held to be a false positive.',
    ],
  }),
  known({
    name: 'Sherlock',
    key: ['username', 'name', 'url_main', 'url_user', 'exists', 'response_time_s'],
    columns: {
      username: 'account',
      name: 'text',
      url_main: 'url',
      url_user: 'url',
      exists: 'text',
      http_status: '',
      response_time_s: '',
    },
    notes: [
      'Every site that was asked is a row: only rows of which "exists" is "Claimed" are hits. Unclaimed ones say nothing of the person.',
      'A hit says that a name is in use at a site, not by whom.',
    ],
  }),
  known({
    name: 'Maigret',
    key: ['username', 'name', 'url_main', 'url_user', 'exists', 'error_reason'],
    columns: {
      username: 'account',
      name: 'text',
      url_main: 'url',
      url_user: 'url',
      exists: 'text',
      http_status: '',
      error_reason: 'text',
    },
    notes: [
      'Every site that was asked is a row: only rows of which "exists" is "Claimed" are hits.',
      'A hit says that a name is in use at a site, not by whom.',
    ],
  }),
  known({
    name: 'Holehe',
    key: ['name', 'domain', 'method', 'rateLimit', 'exists', 'emailrecovery', 'phoneNumber'],
    columns: {
      name: 'text',
      domain: 'domain',
      method: 'text',
      frequent_rate_limit: '',
      rateLimit: '',
      exists: '',
      emailrecovery: 'text',
      phoneNumber: 'text',
      others: 'text',
    },
    notes: [
      'The address that was looked for is in the name of the file alone.',
      'Where "rateLimit" is True the site was not tested.',
    ],
  }),
];
