/// Findings as JSON: steelyard-results/1, see templates/results.schema.json.
#pragma once
#include <string>
#include <vector>

#include "steelyard/analysis/findings.h"

namespace steelyard {

/// One analysis as one document (`pool --format json`).
std::string write_analysis_json(const AnalysisFinding& finding, const Notices& notices,
                                const std::vector<Input>& inputs);

/// A whole review (`results.json`): the same objects under analyses[], and claims[].
/// `threads`: among which claims are shared out where there are many; the text is the same.
std::string write_results_json(const Findings& findings, const Notices& notices, unsigned threads = 1);

/// Text as a JSON string with its quotation marks.
std::string json_string(const std::string& text);

/// The version of the program.
std::string program_version();

}  // namespace steelyard
