import { resolve } from 'node:path';
import type { Command } from 'commander';
import { saveTo } from '../../core/host/save.ts';
import { onVault, type Run, type VaultOptions, withVault } from '../host.ts';

interface Options extends VaultOptions {
  out?: string;
}

export function identityVerb(program: Command, run: Run): void {
  onVault(
    program
      .command('identity')
      .description('print the public key that the reports and bundles of a vault are signed with'),
  )
    .option('--out <file>', 'write the key there as PEM; a file of that name is replaced')
    .addHelpText(
      'after',
      `
Whoever has FILE, FILE.sig and KEY.pem checks the signature with OpenSSL:
  openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in FILE -sigfile FILE.sig

Example:
  redthread identity --vault ring.redthread --out KEY.pem`,
    )
    .action(
      run(async (host, options: Options) =>
        withVault(host, options, async ({ client }) => {
          const { publicKeyPem, fingerprint } = await client.ask('vault.identity', {});
          const path = options.out === undefined ? null : resolve(host.cwd, options.out);
          if (path)
            await saveTo(path, (await client.collect((await client.ask('vault.exportIdentity', {})).ticket)).bytes);
          if (options.json) await host.out.json({ publicKeyPem, fingerprint, ...(path ? { key: path } : {}) });
          else if (path) await host.out.line(`${path}  ${fingerprint}`);
          else {
            await host.out.write(publicKeyPem);
            host.out.note(`fingerprint ${fingerprint}`);
          }
          return 0;
        }),
      ),
    );
}
