const mebibyte = 1024 * 1024;

/**
 * The largest report that is verified, in bytes, and the largest that may be made: some 25 times the largest that was
 * measured.
 */
export const maxReportBytes = 20 * mebibyte;

/**
 * The largest environment report that is verified, in bytes, and the largest that may be made: it carries the reports that it
 * was merged from. Two hundred reports of usual servers take a tenth.
 */
export const maxEnvironmentBytes = 200 * mebibyte;

/**
 * The largest data of an environment report, in bytes as JSON: 200 servers that all reach each other at three ports come to
 * 52 MiB.
 */
export const maxEnvironmentDataBytes = 128 * mebibyte;

/** The largest result that is read, in bytes as JSON: from the store of runs, or out of a report. */
export const maxRunBytes = 64 * mebibyte;

/**
 * How large a result becomes, in bytes as JSON; details beyond are left out (`fitResult`). Far above every real farm: a
 * machine with every role and 1,500 servers around it comes to 15 MiB. Compressed it fits into a report many times.
 */
export const usualRunBytes = 24 * mebibyte;
