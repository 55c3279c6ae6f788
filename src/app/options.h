// What the command line asks for.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "steelyard/base/date.h"
#include "steelyard/study/review.h"

namespace steelyard {

enum class Command { none, report, check, pool, claim, calibrate, list, init };

struct Options {
  Command command = Command::none;
  // report, check
  std::vector<std::string> reviews;      ///< folders; empty: all that are shipped
  std::string output = "reports";
  std::string audience = "all";
  std::vector<std::string> formats{"pdf", "json"};
  std::string lang = "en";
  unsigned jobs = 0;                     ///< 0: all cores
  std::optional<Date> date;
  std::string publisher, publisher_url;  ///< of claimreview
  std::string fail_on;                   ///< "warnings" or empty
  // pool
  std::string file;
  Settings settings;
  std::vector<std::pair<std::string, std::string>> columns, where;
  bool json = false;
  // claim
  std::string sentence, against;
  // calibrate
  long literatures = 10000;
  std::uint64_t seed = 20261122;
  std::vector<std::pair<std::string, std::string>> cells;
  bool complete = false;
  std::string data_format = "text";  ///< "text", "csv" or "json"
  // list, init
  std::string what, folder;
  // all
  bool quiet = false;
  bool color = false;
};

/// Parses the command line.
/// Either the options, or a text to show and the status to end with (help, version, usage).
struct Parsed {
  std::optional<Options> options;
  std::string text;
  bool to_stdout = false;
  int status = 0;
};
Parsed parse_options(int argc, const char* const* argv);

}  // namespace steelyard
