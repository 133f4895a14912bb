#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later

# Log in
API_TOKEN=canary-variable
CLIENT_SECRET="canary-variable2"
AUTH_PASSWORD=canary-x-mixed jq .
curl -u ada:canary-basic https://api.example/a
curl -H 'Authorization: Bearer canary-bearer' -H 'X-Api-Key: canary-header' https://api.example/b
curl 'https://ada:canary-userinfo@api.example/c?api_key=canary-query'
curl -d '{"user": "ada", "password": "canary-json"}' -H 'Content-Type: application/json' https://api.example/d
curl -d 'user=ada&client_secret=canary-form' https://api.example/e
curl -F 'api_key=canary-part' https://api.example/f
curl -b 'sid=canary-cookie' https://api.example/g
curl -x http://ada:canary-x-proxy@proxy.example:3128 https://api.example/h
curl --proxy-user ada:canary-x-proxyuser https://api.example/h2
curl -E client.pem:canary-x-certificate --pass canary-x-pass https://api.example/i
curl --oauth2-bearer canary-oauth https://api.example/j
curl -U ada:canary-x-proxyuser2 --proxy-pass canary-x-proxypass --tlspassword canary-x-tls https://api.example/k
curl --url-query 'access_token=canary-urlquery' https://api.example/l
curl -e 'https://api.example/cb?code=canary-referer' https://api.example/m
curl --proxy-header 'Proxy-Authorization: Basic canary-x-proxyheader' https://api.example/n
curl --aws-sigv4 'aws:amz' -u AKIA:canary-sigv4 https://api.example/o
curl --login-options 'AUTH=canary-x-login' --sasl-authzid canary-x-sasl https://api.example/p
curl --data-urlencode 'password=canary-encoded' https://api.example/q
curl 'https://api.example/r#access_token=canary-x-fragment'
env API_TOKEN=canary-x-env jq .
