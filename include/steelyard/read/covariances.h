/// Known covariances of the sampling errors of one study's effects, from a table of their own.
#pragma once
#include <string>
#include <string_view>

#include "steelyard/read/reader.h"

namespace steelyard {

/// Adds to the rows of a table the covariances that a second table states, one a row.
///
/// Its columns: the first column of the cluster; a column of the table with _a and with _b ("outcome_a",
/// "outcome_b"), whose texts tell which two rows of the study are meant; covariance, or correlation.
/// The order of the two does not matter; a row that names one effect twice states its variance.
///
/// Takes:   `text`, `name`: the second table; `options`: those of the first, with a cluster;
///          `all`: the first table without its filter; `table`: with it
/// Notices: missing columns, studies and rows that are not in the table or are not told apart, pairs
///          that are stated twice with two values, values that are no number
Notices add_covariances(std::string_view text, const std::string& name, const TableOptions& options,
                        const StudyTable& all, StudyTable& table);

}  // namespace steelyard
