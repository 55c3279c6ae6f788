// `calibrate`: how often each verdict is given where it is false.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "app/calibration_table.h"
#include "app/run.h"
#include "batch/parallel.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr long block_size = 1000;  // literatures of one job: the seed is of the block

[[noreturn]] void refuse(const std::string& text) { throw Error(Exit::usage, text); }

// The cells that --cells asks for, all by default.
std::vector<CalibrationCell> chosen_cells(const Options& options) {
  std::vector<CalibrationCell> cells = calibration_cells();
  for (const auto& [key, text] : options.cells) {
    const auto number = parse_number(text);
    if (key != "k" && key != "effect" && key != "tau" && key != "selection")
      refuse("--cells: there is no \"" + key + "\"; it takes k, effect, tau and selection");
    if (key != "selection" && !number)
      refuse("--cells: " + key + " is \"" + text + "\", but must be a number");
    if (key == "k")
      std::erase_if(cells, [&](const CalibrationCell& c) { return c.trials != *number; });
    else if (key == "effect")
      std::erase_if(cells, [&](const CalibrationCell& c) { return c.effect_per_1000 != *number; });
    else if (key == "tau")
      std::erase_if(cells, [&](const CalibrationCell& c) { return c.tau != *number; });
    else
      std::erase_if(cells,
                    [&](const CalibrationCell& c) { return selection_id(c.selection) != text; });
  }
  if (cells.empty())
    refuse("--cells: no cell is left; k is 1, 2, 3, 5, 10 or 20, effect 0, 50, 100 or 150, tau 0 or "
           "0.4, selection none, small-study-bias or early-stopping");
  return cells;
}

}  // namespace

Exit run_calibrate(const Options& options) {
  CalibrationRun result;
  result.seed = options.seed;
  result.complete = options.complete;
  for (const CalibrationCell& cell : chosen_cells(options)) {
    CalibrationRow row{cell, {}};
    row.counts.given.assign(calibrated_verdicts().size(), 0);
    result.rows.push_back(std::move(row));
  }
  const long blocks = (options.literatures + block_size - 1) / block_size;
  const std::size_t jobs = result.rows.size() * static_cast<std::size_t>(blocks);
  std::vector<VerdictCounts> parts(jobs);
  const unsigned threads =
      options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
  Progress progress(jobs, "blocks of literatures", options.quiet);
  run_in_parallel(jobs, threads, [&](std::size_t job) {
    const std::size_t cell = job % result.rows.size();
    const auto block = static_cast<long>(job / result.rows.size());
    const long count = std::min(block_size, options.literatures - block * block_size);
    parts[job] = calibrate(result.rows[cell].cell, options.seed,
                           static_cast<std::uint64_t>(block), count, options.complete);
    progress.step();
  });
  for (std::size_t job = 0; job < jobs; ++job) {
    VerdictCounts& sum = result.rows[job % result.rows.size()].counts;
    sum.literatures += parts[job].literatures;
    for (std::size_t i = 0; i < sum.given.size(); ++i) sum.given[i] += parts[job].given[i];
  }
  if (options.data_format == "json")
    print(calibration_json(result));
  else if (options.data_format == "csv")
    print(calibration_csv(result));
  else
    print(calibration_text(result));
  return Exit::done;
}

}  // namespace steelyard
