// argv to exit status; the only place that catches our errors.
#include <cstdio>
#include <exception>
#include <string>

#include "app/options.h"
#include "app/run.h"
#include "steelyard/base/error.h"

int main(int argc, char** argv) {
  using steelyard::Exit;
  try {
    const steelyard::Parsed parsed = steelyard::parse_options(argc, argv);
    if (parsed.options) return static_cast<int>(steelyard::run(*parsed.options));
    if (parsed.to_stdout)
      steelyard::print(parsed.text);
    else
      steelyard::tell(parsed.text);
    return parsed.status;
  } catch (const steelyard::Error& error) {
    steelyard::tell("steelyard: " + std::string(error.what()) + "\n");
    return static_cast<int>(error.status());
  } catch (const std::exception& defect) {
    steelyard::tell("steelyard: this is a defect in the program, please report it: " +
                    std::string(defect.what()) + "\n");
    return static_cast<int>(Exit::defect);
  }
}
