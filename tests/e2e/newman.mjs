// SPDX-License-Identifier: GPL-3.0-or-later
// Runs Postman collections one after the other, as Postman's own command line does, each with the
// environment that stands beside it. Usage: newman.mjs FILE…
import fs from 'node:fs';
import newman from 'newman';

function run(collection) {
  const beside = collection.replace('.json', '.environment.json');
  const environment = fs.existsSync(beside) ? beside : undefined;

  return new Promise((resolve, reject) => {
    newman.run({ collection, environment, ignoreRedirects: true, insecureFileRead: true, timeoutRequest: 10000 }, error => {
      if (error)
        reject(error);
      else
        resolve();
    });
  });
}

for (const file of process.argv.slice(2))
  await run(file);
