// Commands to their functions, and the two streams.
#include "app/run.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace steelyard {

void print(const std::string& text) {
  const bool done = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
                    std::fflush(stdout) == 0;
  if (!done)
    throw Error(Exit::cannot_write, "the standard output cannot be written: " +
                                        std::generic_category().message(errno));
}

void tell(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

namespace {

std::string coloured(const Notice& notice, bool color) {
  std::string text = to_text(notice);
  if (!color) return text;
  const auto paint = [&](std::string_view word, std::string_view code) {
    const std::size_t at = text.find(word);
    if (at == std::string::npos) return;
    text.insert(at + word.size(), "\x1b[0m");
    text.insert(at, code);
  };
  if (notice.severity == Severity::error) paint("error:", "\x1b[1;31m");
  if (notice.severity == Severity::warning) paint("warning:", "\x1b[1;33m");
  if (notice.severity == Severity::note) paint("note:", "\x1b[1;36m");
  return text;
}

}  // namespace

void tell(const Notices& notices, const Options& options) {
  std::string text;
  for (const Notice& notice : sorted(notices))
    if (!options.quiet || notice.severity == Severity::error)
      text += coloured(notice, options.color) + "\n";
  tell(text);
}

Exit run(const Options& options) {
  switch (options.command) {
    case Command::report:
      return run_report(options);
    case Command::check:
      return run_check(options);
    case Command::pool:
      return run_pool(options);
    case Command::claim:
      return run_claim(options);
    case Command::calibrate:
      return run_calibrate(options);
    case Command::list:
      return run_list(options);
    case Command::init:
      return run_init(options);
    case Command::none:
      break;
  }
  return Exit::usage;
}

}  // namespace steelyard
