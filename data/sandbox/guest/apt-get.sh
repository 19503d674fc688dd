#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# apt-get - of a practice machine, whose programs are this computer's.
echo 'apt-get: practice machine: nothing can be installed; it has the programs of this computer' >&2
exit 100
