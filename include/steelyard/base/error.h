/// What happens when the world fails: an unreadable file, a full disk. Caught once, in main.
#pragma once
#include <stdexcept>
#include <string>

namespace steelyard {

/// Exit statuses, after sysexits. A run over many reviews ends with the highest one met.
enum class Exit {
  done = 0,
  gate = 1,          ///< done, and a gate asked for on the command line failed
  usage = 64,        ///< the command line is wrong
  data = 65,         ///< the data are wrong
  no_input = 66,     ///< an input is missing or unreadable
  defect = 70,       ///< a defect in the program
  cannot_write = 73  ///< an output could not be written
};

/// Thrown only where the program meets the outside world; carries the exit status it asks for.
class Error : public std::runtime_error {
 public:
  Error(Exit status, const std::string& message) : std::runtime_error(message), status_(status) {}
  [[nodiscard]] Exit status() const { return status_; }

 private:
  Exit status_;
};

}  // namespace steelyard
