import type { Profile } from '../profiles.ts';
import { known } from './known.ts';

/** Timelines of forensic tools. */
export const TIMELINES: readonly Profile[] = [
  known({
    name: 'Timesketch or Plaso timeline (CSV)',
    key: ['message', 'timestamp', 'datetime', 'timestamp_desc'],
    columns: {
      message: 'text',
      timestamp: 'epoch-us',
      datetime: '',
      timestamp_desc: 'text',
      timezone: 'text',
      source: 'text',
      source_short: 'text',
      source_long: 'text',
      parser: 'text',
      display_name: 'text',
      tag: 'text',
    },
    notes: [
      '"timestamp" is in microseconds since 1970, UTC; "datetime" says the same in words. One of the two is enough as a lane.',
      '"timestamp_desc" says what happened then: a file that was created and one that was read are rows of one message.',
    ],
  }),
  known({
    name: 'log2timeline (l2tcsv)',
    key: ['date', 'time', 'timezone', 'MACB', 'source', 'sourcetype', 'type'],
    columns: {
      date: 'mdy',
      time: 'text',
      timezone: 'text',
      MACB: 'text',
      source: 'text',
      sourcetype: 'text',
      type: 'text',
      user: 'account',
      host: 'text',
      short: 'text',
      desc: 'text',
      version: 'text',
      filename: 'text',
      inode: 'text',
      notes: 'text',
      format: 'text',
      extra: 'text',
    },
    moment: { name: 'moment', date: 'date', time: 'time', zone: 'timezone' },
    notes: [
      '"date" is written month/day/year. "date", "time" and "timezone" tell one moment together.',
      'A date of 00/00/0000 stands for a time that was not known.',
    ],
  }),
  known({
    name: 'mactime (The Sleuth Kit)',
    key: ['Date', 'Size', 'Type', 'Mode', 'UID', 'GID', 'Meta', 'File Name'],
    columns: {
      Date: '',
      Size: '',
      Type: 'text',
      Mode: 'text',
      UID: 'text',
      GID: 'text',
      Meta: 'text',
      'File Name': 'text',
    },
    notes: [
      '"Type" says which of the four times it is: m modified, a accessed, c changed, b born.',
      '"Date" is told by the clocks of the zone that mactime was given with -z; without it, of the machine that ran it.',
    ],
  }),
  known({
    name: 'Body file (The Sleuth Kit)',
    key: ['md5', 'name', 'inode', 'mode', 'uid', 'gid', 'size', 'atime', 'mtime', 'ctime', 'crtime'],
    columns: {
      md5: 'text',
      name: 'text',
      inode: 'text',
      mode: 'text',
      uid: 'text',
      gid: 'text',
      size: '',
      atime: 'epoch',
      mtime: 'epoch',
      ctime: 'epoch',
      crtime: 'epoch',
    },
    notes: [
      '"atime" is when a file was accessed, "mtime" modified, "ctime" its entry changed, "crtime" created; in UTC.',
    ],
  }),
];
