// SPDX-License-Identifier: GPL-3.0-or-later
// A certified authorization server on loopback for the end-to-end tests. Options come as JSON
// on standard input (argv is for all to read): {clients, accessTokenTTL, port}. Prints one JSON line when it listens, then one line for
// every token request it answered: {"token": grant, "status": status, "secrets": [what must not leak]}.
import fs from 'node:fs';
import http from 'node:http';
import Provider from 'oidc-provider';

const options = JSON.parse(fs.readFileSync(0, 'utf8'));
const server = http.createServer();
await new Promise((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: options.clients,
  scopes: ['openid', 'offline_access', 'profile', 'email'],
  claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
  clockTolerance: 0,
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (ctx, client) => client.grantTypeAllowed('refresh_token'),
  ttl: { AccessToken: options.accessTokenTTL ?? 3600, RefreshToken: 86400, Grant: 86400, Session: 86400, Interaction: 3600, AuthorizationCode: 60, IdToken: 3600 },
  features: { devInteractions: { enabled: true }, revocation: { enabled: true }, introspection: { enabled: true } },
  cookies: { keys: ['not-a-secret'] },
  findAccount: async (ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, name: `Name of ${id}`, email: `${id}@acme.example` }) }),
});
provider.on('grant.success', (ctx) => {
  const { grant_type: token, code, code_verifier: verifier } = ctx.oidc.params;
  const { access_token: access, refresh_token: refresh, id_token: id } = ctx.body;
  console.log(JSON.stringify({ token, status: 200, secrets: [code, verifier, access, refresh, id].filter(Boolean) }));
});
provider.on('grant.error', (ctx, error) => console.log(JSON.stringify({ token: ctx.oidc.params?.grant_type, status: error.statusCode, error: error.error })));
server.on('request', provider.callback());
console.log(JSON.stringify({ issuer }));
process.on('SIGTERM', () => process.exit(0));
