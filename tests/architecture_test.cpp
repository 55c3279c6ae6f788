// The shape of the tree: who may include whom, where foreign libraries enter, what no file may say.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/paths.h"

namespace {

namespace fs = std::filesystem;

const fs::path root = run::project();

// Folder → folders whose headers it may include, besides its own.
const std::map<std::string, std::set<std::string>> may_include{
    {"base", {}},
    {"study", {"base"}},
    {"read", {"base", "study", "stats"}},
    {"stats", {"base"}},
    {"effect", {"base", "study", "stats"}},
    {"pool", {"base", "study", "stats", "effect"}},
    {"regression", {"base", "study", "stats", "effect", "pool"}},
    {"multilevel", {"base", "study", "stats", "effect", "pool", "regression"}},
    {"bias", {"base", "study", "stats", "effect", "pool", "regression"}},
    {"sensitivity", {"base", "study", "stats", "effect", "pool", "regression"}},
    {"claim", {"base", "study", "stats", "effect", "pool"}},
    {"analysis",
     {"base", "study", "stats", "effect", "pool", "regression", "multilevel", "bias", "sensitivity",
      "claim", "batch"}},
    {"draw", {"base"}},
    {"document", {"base", "draw"}},
    {"report",
     {"base", "study", "effect", "pool", "claim", "analysis", "draw", "document"}},
    {"layout", {"base", "draw", "document"}},
    {"write", {"base", "study", "claim", "analysis", "draw", "document", "layout", "batch"}},
    {"batch", {}},
    {"app",
     {"base", "study", "read", "stats", "effect", "pool", "multilevel", "claim", "analysis", "draw", "document",
      "report", "layout", "write", "batch"}},
};

// Header of a library → the files or folders that may include it.
const std::vector<std::pair<std::string, std::vector<std::string>>> foreign{
    {"toml++/", {"src/base/toml.cpp"}},
    {"nettle/", {"src/base/file.cpp"}},
    {"fmt/", {"src/", "include/"}},
    {"boost/", {"src/stats/"}},
    {"nlopt", {"src/stats/minimise.cpp"}},
    {"Eigen/Cholesky", {"src/stats/matrices.cpp"}},
    {"Eigen/QR", {"src/stats/matrices.cpp"}},
    {"Eigen/LU", {"src/stats/matrices.cpp"}},
    {"Eigen/Eigenvalues", {"src/stats/matrices.cpp"}},
    {"Eigen/SVD", {"src/stats/matrices.cpp"}},
    {"Eigen/Dense", {"src/stats/matrices.cpp"}},
    {"Eigen/",
     {"src/precompiled.h", "include/steelyard/stats/", "include/steelyard/effect/",
      "include/steelyard/pool/", "include/steelyard/regression/", "include/steelyard/multilevel/",
      "include/steelyard/bias/", "include/steelyard/sensitivity/", "src/stats/", "src/effect/",
      "src/pool/", "src/regression/", "src/multilevel/", "src/bias/", "src/sensitivity/"}},
    {"md4c", {"src/report/notes.cpp"}},
    {"hpdf", {"src/write/pdf_document.cpp"}},
    {"hb", {"src/write/pdf_fonts.cpp", "src/write/pdf_fonts.h", "src/write/pdf_shape.cpp",
            "src/write/pdf_subset.cpp"}},
    {"libdeflate", {"src/write/pdf_deflate.cpp"}},
    {"nlohmann/", {"src/write/json"}},
    {"CLI/", {"src/app/options.cpp"}},
};

struct Ban {
  std::string pattern, why;
  std::vector<std::string> except;  // paths that may
};

const std::vector<Ban> banned{
    {R"(std::(cout|cerr)|\bf?printf\()", "a library does not talk", {"src/app/", "src/main.cpp"}},
    {R"(std::sto[df]\b|setlocale|strtod)", "the locale must not matter", {}},
    {R"(std::rand\b|random_device|mt19937)", "the same input gives the same bytes", {"src/stats/random."}},
    {R"(system_clock|time\(nullptr\)|std::time\b)", "the date is an input", {}},
    {R"(using namespace)", "names say where they come from", {}},
    {R"(dynamic_cast)", "closed sets are variants", {}},
    {R"(\bTODO\b|\bFIXME\b|\bXXX\b)", "unfinished work is an issue, not a comment", {}},
    {R"(unordered_)", "iteration order would show", {"src/read/", "src/write/pdf_", "src/layout/measured.h"}},
};

struct Source {
  std::string path;  // from the root, "/" between folders
  std::vector<std::string> lines;
};

std::vector<Source> sources() {
  std::vector<Source> found;
  for (const char* top : {"src", "include", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".h") continue;
      Source source{fs::relative(entry.path(), root).generic_string(), {}};
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) source.lines.push_back(line);
      found.push_back(std::move(source));
    }
  std::ranges::sort(found, {}, &Source::path);
  return found;
}

// The layer of a path below src/ or include/steelyard/; empty for src/main.cpp.
std::string layer_of(const std::string& path) {
  std::string rest;
  if (path.starts_with("src/")) rest = path.substr(4);
  if (path.starts_with("include/steelyard/")) rest = path.substr(18);
  const std::size_t slash = rest.find('/');
  return slash == std::string::npos ? "" : rest.substr(0, slash);
}

std::string included(const std::string& line) {
  static const std::regex include(R"(^\s*#include\s*[<"]([^>"]+)[>"])");
  std::smatch match;
  return std::regex_search(line, match, include) ? match[1].str() : "";
}

std::string at(const Source& source, std::size_t line) {
  return source.path + ":" + std::to_string(line + 1);
}

}  // namespace

TEST_CASE("Every layer includes only layers to its left") {
  std::vector<std::string> wrong;
  for (const Source& source : sources()) {
    const std::string layer = layer_of(source.path);
    if (layer.empty() || source.path.starts_with("tests/")) continue;
    INFO(source.path);
    REQUIRE(may_include.contains(layer));
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const std::string header = included(source.lines[i]);
      std::string other;
      if (header.starts_with("steelyard/"))
        other = layer_of("include/" + header);
      else if (may_include.contains(header.substr(0, header.find('/'))) &&
               header.find('/') != std::string::npos)
        other = header.substr(0, header.find('/'));
      if (other.empty() || other == layer || may_include.at(layer).contains(other)) continue;
      wrong.push_back(at(source, i) + ": " + layer + " may not include " + header);
    }
  }
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("A foreign library enters by its own door only") {
  std::vector<std::string> wrong;
  for (const Source& source : sources()) {
    if (source.path.starts_with("tests/")) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const std::string header = included(source.lines[i]);
      for (const auto& [library, doors] : foreign) {
        if (!header.starts_with(library)) continue;
        const bool allowed = std::ranges::any_of(
            doors, [&](const std::string& door) { return source.path.starts_with(door); });
        if (!allowed) wrong.push_back(at(source, i) + ": includes " + header);
      }
    }
  }
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("No file says what the house bans") {
  std::vector<std::string> wrong;
  for (const Source& source : sources()) {
    if (source.path.starts_with("tests/")) continue;
    for (const Ban& ban : banned) {
      const bool excepted = std::ranges::any_of(
          ban.except, [&](const std::string& path) { return source.path.starts_with(path); });
      if (excepted) continue;
      const std::regex pattern(ban.pattern);
      for (std::size_t i = 0; i < source.lines.size(); ++i)
        if (std::regex_search(source.lines[i], pattern))
          wrong.push_back(at(source, i) + ": " + ban.why);
    }
  }
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("No file is longer than 400 lines") {
  std::vector<std::string> wrong;
  for (const Source& source : sources())
    if (source.lines.size() > 400)
      wrong.push_back(source.path + ": " + std::to_string(source.lines.size()) + " lines");
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("Two headers never give the same name to different types") {
  // Such a pair compiles, and breaks the program when the linker keeps only one of them.
  const std::regex type(R"(^(?:struct|class) ([A-Z]\w*)(?: final)?(?: : [^;{]*)? ?\{)");
  std::map<std::string, std::string> seen;
  std::vector<std::string> wrong;
  for (const Source& source : sources()) {
    if (!source.path.ends_with(".h") || source.path.starts_with("tests/")) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      std::smatch match;
      if (!std::regex_search(source.lines[i], match, type)) continue;
      const auto [entry, added] = seen.emplace(match[1].str(), at(source, i));
      if (!added) wrong.push_back(at(source, i) + ": " + entry->first + ", also " + entry->second);
    }
  }
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("Every header is guarded and every source opens by saying what it holds") {
  std::vector<std::string> wrong;
  for (const Source& source : sources()) {
    const bool header = source.path.ends_with(".h");
    if (header && std::ranges::find(source.lines, "#pragma once") == source.lines.end())
      wrong.push_back(source.path + ": no #pragma once");
    if (!source.path.starts_with("tests/") && (source.lines.empty() || !source.lines[0].starts_with("//")))
      wrong.push_back(source.path + ": the first line does not say what the file holds");
  }
  CHECK(wrong == std::vector<std::string>{});
}
