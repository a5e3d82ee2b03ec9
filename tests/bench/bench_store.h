/* The record store's part of `make bench`. */
#ifndef TESTS_BENCH_BENCH_STORE_H
#define TESTS_BENCH_BENCH_STORE_H

#include "table.h"

/** Adds its rows to the table. What it makes once, a million dossiers, is kept in build/bench. */
void bench_store(struct table *table, int runs);

#endif
