// The program: one function a command.
#pragma once
#include <string>

#include "app/options.h"
#include "steelyard/base/error.h"

namespace steelyard {

/// Carries out a command. Gives: the exit status.
Exit run(const Options& options);

Exit run_report(const Options& options);
Exit run_check(const Options& options);
Exit run_pool(const Options& options);
Exit run_claim(const Options& options);
Exit run_calibrate(const Options& options);
Exit run_list(const Options& options);
Exit run_init(const Options& options);

/// Writes to the standard output; throws Error(cannot_write) if that fails.
void print(const std::string& text);
/// Writes to the standard error output.
void tell(const std::string& text);
/// Shows notices on the standard error output: all, or only errors if `quiet`.
void tell(const Notices& notices, const Options& options);

}  // namespace steelyard
