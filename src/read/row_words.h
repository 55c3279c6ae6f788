// Columns of a table that tell of a study, not of its result: how many trials a row holds, and how people came
// into their groups.
#pragma once
#include <span>

#include "columns.h"
#include "csv.h"
#include "steelyard/study/study.h"

namespace steelyard {

void check_row_words(const CsvText& csv, const ColumnMap& columns, std::span<const CsvField> row,
                     const Study& study, Notices& notices);

}  // namespace steelyard
