/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program built without any hardening: hardening.py must find fault with all of it. */
int
main (void)
{
  return 0;
}
