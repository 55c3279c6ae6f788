// A tokenized table as studies.
#pragma once
#include "csv.h"
#include "steelyard/read/reader.h"

namespace steelyard {

// What parse_table does after the text is split into fields, so that a table which several
// analyses use is split once. `name` is the file name that notices show.
StudyTable study_table(const CsvText& csv, const std::string& name, const TableOptions& options,
                       Notices& notices);

}  // namespace steelyard
