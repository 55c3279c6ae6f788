// `init`: a small, complete, commented review folder to start from.
#include <algorithm>
#include <filesystem>
#include <vector>

#include "app/run.h"
#include "steelyard/base/file.h"
#include "steelyard/base/files.h"

namespace steelyard {

Exit run_init(const Options& options) {
  namespace fs = std::filesystem;
  const fs::path folder = options.folder;
  std::error_code ignored;
  if (fs::exists(folder, ignored) && !fs::is_empty(folder, ignored))
    throw Error(Exit::cannot_write,
                folder.string() + ": is there already, but must be a new or an empty folder");
  std::vector<fs::path> files;
  const fs::path starter = data_folder() / "templates" / "starter";
  for (const auto& entry : fs::directory_iterator(starter, ignored)) files.push_back(entry.path());
  if (files.empty())
    throw Error(Exit::no_input, starter.string() + ": the starter review is not installed");
  std::ranges::sort(files);
  std::vector<std::pair<fs::path, std::string>> copies;
  for (const fs::path& file : files) copies.emplace_back(folder / file.filename(), read_file(file));
  write_files(copies);
  if (!options.quiet)
    tell("Made " + folder.string() + " with an invented example. Edit review.toml and the table, then\n"
         "  steelyard check " + folder.string() + "\n  steelyard report " + folder.string() + "\n");
  return Exit::done;
}

}  // namespace steelyard
