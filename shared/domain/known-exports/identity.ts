import type { Profile } from '../profiles.ts';
import { known } from './known.ts';

const OKTA_TARGETS = ['target0', 'target1', 'target2', 'target3'].flatMap((target) =>
  [
    ['id', 'account'],
    ['type', 'text'],
    ['alternate_id', 'account'],
    ['display_name', 'text'],
  ].map(([field, word]) => [`${target}.${field}`, word] as const),
);

/** Sign-ins and acts of accounts. */
export const IDENTITY: readonly Profile[] = [
  known({
    name: 'Okta System Log',
    key: ['event_type', 'actor.alternate_id', 'outcome.result', 'client.ip_address'],
    columns: {
      severity: 'text',
      event_type: 'text',
      display_message: 'text',
      uuid: 'text',
      version: 'text',
      timestamp: '',
      'outcome.result': 'text',
      'outcome.reason': 'text',
      'actor.id': 'account',
      'actor.type': 'text',
      'actor.display_name': 'text',
      'actor.alternate_id': 'account',
      'authentication_context.authentication_step': '',
      'authentication_context.authentication_provider': 'text',
      'authentication_context.credential_provider': 'text',
      'authentication_context.credential_type': 'text',
      'authentication_context.issuer': 'text',
      'authentication_context.external_session_id': 'text',
      'client.zone': 'text',
      'client.ip_address': 'ip',
      'client.device': 'text',
      'client.user_agent.*': 'text',
      'client.geographical_context.geolocation.*': '',
      'client.geographical_context.*': 'text',
      'transaction.id': 'text',
      'transaction.type': 'text',
      'debug_context.debug_data.request_uri': 'text',
      legacy_event_type: 'text',
      ...Object.fromEntries(OKTA_TARGETS),
      'request.ip_chain.ip': 'ip',
      'request.ip_chain.*': 'text',
    },
    notes: ['Where "actor.display_name" is "Okta System", the person is in the columns of "target0".'],
  }),
  known({
    name: 'Google Workspace login audit',
    key: ['Event name', 'Event description', 'IP address', 'Date', 'Login type'],
    columns: { 'Event name': 'text', 'Event description': 'text', 'IP address': 'ip', Date: '', 'Login type': 'text' },
    notes: ['Dates are in the zone of the administrator or of the browser that made the export; ask which.'],
  }),
  known({
    name: 'Google Workspace user log events',
    key: ['Date', 'Event', 'Description', 'Actor', 'IP address'],
    columns: {
      Date: '',
      Event: 'text',
      Description: 'text',
      Actor: 'account',
      'Login type': 'text',
      'Challenge type': 'text',
      'Is suspicious': '',
      'IP address': 'ip',
    },
    notes: [
      'Dates are in the zone of the administrator or of the browser that made the export; ask which.',
      'Columns are chosen by whoever exports, so a missing one says nothing.',
    ],
  }),
];
