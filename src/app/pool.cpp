// `pool`: one meta-analysis of one table, on the terminal.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "app/pool_text.h"
#include "app/run.h"
#include "read/setting_columns.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "steelyard/read/covariances.h"
#include "steelyard/write/json.h"

namespace steelyard {

namespace {

// The terminal's width; 80 in a pipe, so that the same input gives the same bytes.
int terminal_width() {
  winsize size{};
  if (::isatty(STDOUT_FILENO) != 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > 0)
    return size.ws_col;
  return 80;
}

}  // namespace

Exit run_pool(const Options& options) {
  Checked<Plan> plan = make_plan(options.settings, {"", 0, 0});
  if (has_errors(plan.notices)) {
    tell(plan.notices, options);
    return Exit::usage;
  }
  TableOptions table_options;
  table_options.columns = {options.columns.begin(), options.columns.end()};
  table_options.where = options.where;
  need_columns(options.settings, table_options);
  const std::string bytes = read_file(options.file);
  Checked<StudyTable> table = parse_table(bytes, options.file, table_options);
  std::vector<Input> inputs{{options.file, sha256(bytes), bytes.size()}};
  if (plan.value.covariances && !has_errors(table.notices)) {
    const std::string& name = options.settings.at("covariances").text;
    const std::string text = read_file(name);
    inputs.push_back({name, sha256(text), text.size()});
    TableOptions unfiltered = table_options;
    unfiltered.where.clear();
    append(table.notices,
           add_covariances(text, name, table_options,
                           parse_table(bytes, options.file, unfiltered).value, table.value));
  }
  tell(table.notices, options);
  if (has_errors(table.notices)) return Exit::data;
  const AnalysisFinding finding = analyse_studies(table.value.studies, plan.value);
  tell(finding.notices, options);
  if (has_errors(finding.notices)) return Exit::data;
  const std::string wanted = wanted_shape(finding, table.value.studies);
  const bool no_numbers = std::ranges::all_of(
      table.value.studies, [](const Study& study) { return study.data.empty(); });
  if (!wanted.empty() || no_numbers) {
    const std::string needs = std::string(plan.value.measure->id) + " needs " +
                              std::string(plan.value.measure->shape) +
                              ", but no row of the table gives them";
    tell(Notices{{Severity::error, {options.file, 0, 0}, wanted.empty() ? needs : wanted, "", 0,
                  "titles of its columns: " + columns_of_shape(plan.value.measure->shape) +
                      "; other titles: --columns NAME=TITLE (steelyard list columns)"}},
         options);
    return Exit::data;
  }
  if (options.json) {
    print(write_analysis_json(finding, table.notices, inputs));
  } else {
    print(pool_text(finding, terminal_width()));
  }
  return Exit::done;
}

}  // namespace steelyard
