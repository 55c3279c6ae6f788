// The program as a person uses it: commands, exit statuses, files.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

namespace {

namespace fs = std::filesystem;

const std::string program = run::program().string();
const fs::path project = run::project();

// Runs a command line; what it says on either stream is its output.
run::Outcome sh(const std::string& command) { return run::shell(std::string("( ").append(command).append(" ) 2>&1")); }

// A folder of its own, removed at the end.
class Scratch {
 public:
  explicit Scratch(const std::string& name)
      : path_(fs::temp_directory_path() / ("steelyard-" + name + "-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string path() const { return path_.string(); }
  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return (path_ / name).string();
  }

 private:
  fs::path path_;
};

std::string bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string small_table =
    "study,year,e_events,e_n,c_events,c_n\n"
    "Adams,1999,10,100,20,100\nBaker,2003,15,120,25,118\nClark,2010,0,30,4,31\n";

}  // namespace

TEST_CASE("The command line says what it understands and what it does not") {
  CHECK(sh(program + " --version").output.starts_with("steelyard "));
  const auto help = sh(program + " --help");
  CHECK(help.status == 0);
  CHECK(help.output.find("Examples:") != std::string::npos);
  CHECK(sh(program).status == 64);
  CHECK(sh(program + " pool").status == 64);
  CHECK(sh(program + " frobnicate").status == 64);
  CHECK(sh(program + " report --date 2026-02-30 x").status == 64);
  CHECK(sh(program + " list nonsense").status == 64);
}

TEST_CASE("A missing file, wrong data and a full disk have their own exit statuses") {
  const Scratch scratch("status");
  CHECK(sh(program + " pool /no/such/file.csv --measure RR").status == 66);
  CHECK(sh(program + " report /no/such/review").status == 66);
  const auto wrong = scratch.file("wrong.csv", "study,e_events,e_n,c_events,c_n\nA,200,100,1,50\n");
  const auto result = sh(program + " pool " + wrong + " --measure RR");
  CHECK(result.status == 65);
  CHECK(result.output.find("wrong.csv:2:3: error: A: e_events is 200, but must be 0 to 100 (e_n)") !=
        std::string::npos);
  const auto good = scratch.file("good.csv", small_table);
  CHECK(sh(program + " pool " + good + " --measure RR > /dev/full").status == 73);
  CHECK(sh(program + " report " + (project / "datasets/bcg-vaccine").string() +
            " -o /proc/steelyard")
            .status == 73);
}

TEST_CASE("pool prints a forest plot in at most 80 columns and JSON that says the same") {
  const Scratch scratch("pool");
  const auto table = scratch.file("small.csv", small_table);
  const auto text = sh(program + " pool " + table + " --measure OR");
  CHECK(text.status == 0);
  CHECK(text.output.find("Random effects") != std::string::npos);
  std::istringstream lines(text.output);
  for (std::string line; std::getline(lines, line);) {
    int width = 0;
    for (const char c : line) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    INFO(line);
    CHECK(width <= 80);
  }
  const auto json = run::shell(program + " pool " + table + " --measure OR --format json");
  const auto parsed = nlohmann::json::parse(json.output);
  CHECK(parsed["k"] == 3);
  CHECK(parsed["measure"] == "OR");
  CHECK(parsed["studies"].size() == 3);
  CHECK(parsed["display"]["estimate"].get<double>() ==
        Approx(std::exp(parsed["estimate"].get<double>())));
}

TEST_CASE("An estimate whose interval has no width is printed all the same") {
  const Scratch scratch("pool_equal");
  const std::string table = scratch.file("equal.csv", "study,yi,vi\na,0.3,0.1\nb,0.3,0.2\nc,0.3,0.1\n");
  const auto text = sh(program + " pool " + table + " --measure GEN --interval hartung-knapp");
  CHECK(text.status == 0);
  CHECK(text.output.find("Effect 0.30, without an interval\n") != std::string::npos);
}

TEST_CASE("A new review made with init is read, checked and rendered") {
  const Scratch scratch("init");
  const std::string folder = scratch.path() + "/mine";
  CHECK(sh(program + " init " + folder).status == 0);
  CHECK(sh(program + " init " + folder).status == 73);
  const auto check = sh(program + " check " + folder);
  INFO(check.output);
  CHECK(check.status == 0);
  CHECK(check.output.find("0 errors") != std::string::npos);
  const auto report = sh(program + " report " + folder + " -o " + scratch.path() + "/out");
  INFO(report.output);
  CHECK(report.status == 0);
}

TEST_CASE("Two new reviews write into folders named after their own") {
  const Scratch scratch("slugs");
  for (const std::string name : {"first", "second"}) {
    const std::string folder = scratch.path() + "/" + name;
    REQUIRE(sh(program + " init " + folder).status == 0);
    CHECK(sh(program + " report -q " + folder + " --format json -o " + scratch.path() + "/out").status == 0);
    CHECK(fs::exists(scratch.path() + "/out/" + name + "/results.json"));
  }
}

TEST_CASE("An override in the future of its report is named") {
  const Scratch scratch("future");
  const std::string folder = scratch.path() + "/mine";
  REQUIRE(sh(program + " init " + folder).status == 0);
  std::ofstream(folder + "/review.toml", std::ios::app)
      << "\n[[claim.overrides]]\nfield = \"imprecision\"\nfrom = -1\nto = -2\nreason = \"r\"\n"
         "role = \"reviewer\"\ndate = 2999-01-01\n";
  const std::string late = "overrides: date is 2999-01-01, after the date of the report, 2026-02-01";
  const auto told = sh(program + " check " + folder + " --date 2026-02-01");
  INFO(told.output);
  CHECK(told.output.find(late) != std::string::npos);
  CHECK(sh(program + " check " + folder + " --date 2999-01-01").output.find("after the date") == std::string::npos);
}

TEST_CASE("A renamed column, a file for a review and a search in the future are named") {
  const Scratch scratch("slips");
  const std::string folder = scratch.path() + "/mine";
  REQUIRE(sh(program + " init " + folder).status == 0);
  const auto file = sh(program + " check " + folder + "/studies.csv");
  CHECK(file.status == 66);
  CHECK(file.output.find("is a file, but a review is a folder") != std::string::npos);
  const auto later = sh(program + " check " + folder + " --date 2026-01-30");
  INFO(later.output);
  CHECK(later.output.find("searched is 2026-01-31, after the date of the report, 2026-01-30") !=
        std::string::npos);
  std::string table = bytes(folder + "/studies.csv");
  table.replace(table.find("e_events"), 8, "treated_ev");
  std::ofstream(folder + "/studies.csv") << table;
  const auto column = sh(program + " check " + folder);
  INFO(column.output);
  CHECK(column.status == 65);
  CHECK(column.output.find("the table has no column e_events, so no study gives an effect") !=
        std::string::npos);
}

TEST_CASE("Every shipped review is checked, reproduces its published numbers and fits the schema") {
  const Scratch scratch("shipped");
  const auto report = sh(program + " report -o " + scratch.path());
  INFO(report.output);
  REQUIRE(report.status == 0);
  int reviews = 0;
  for (const auto& entry : fs::directory_iterator(project / "datasets")) {
    if (!fs::exists(entry.path() / "review.toml")) continue;
    ++reviews;
    const fs::path folder = fs::path(scratch.path()) / entry.path().filename();
    for (const char* name : {"reviewer.pdf", "plain.pdf", "results.json"})
      CHECK(fs::exists(folder / name));
    const auto valid = sh("/usr/bin/python3 -m jsonschema -i " + (folder / "results.json").string() + " " +
                           (project / "templates/results.schema.json").string() + " 2>&1");
    INFO(valid.output);
    CHECK(valid.status == 0);
    const auto pages = sh("pdfinfo " + (folder / "plain.pdf").string() + " | grep Pages:");
    INFO(pages.output);
    const int count = pages.output.back() == '\n' ? pages.output[pages.output.size() - 2] - '0' : 9;
    CHECK(count <= 2);
    const auto sound = sh("qpdf --check " + (folder / "reviewer.pdf").string());
    INFO(sound.output);
    CHECK(sound.status == 0);
  }
  CHECK(reviews >= 3);
}

TEST_CASE("The same reviews give the same bytes on 1 and 8 threads, elsewhere and at another time") {
  const Scratch one("one"), eight("eight");
  REQUIRE(sh("TZ=Asia/Tokyo LC_ALL=C " + program + " report --jobs 1 -q -o " + one.path()).status ==
          0);
  REQUIRE(sh("TZ=America/Lima LC_ALL=C.UTF-8 " + program + " report --jobs 8 -q -o " +
              eight.path())
              .status == 0);
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(one.path())) {
    if (!entry.is_regular_file()) continue;
    const auto other = fs::path(eight.path()) / fs::relative(entry.path(), one.path());
    INFO(other.string());
    CHECK(bytes(entry.path()) == bytes(other));
    ++files;
  }
  CHECK(files >= 9);
}

TEST_CASE("A bad review among good ones is named, the good ones are written, the status is kept") {
  const Scratch scratch("mixed");
  const auto report = sh(program + " report " + (project / "datasets/bcg-vaccine").string() +
                          " /no/such/review -o " + scratch.path());
  CHECK(report.status == 66);
  CHECK(report.output.find("/no/such/review") != std::string::npos);
  CHECK(fs::exists(fs::path(scratch.path()) / "bcg-vaccine" / "reviewer.pdf"));
}

TEST_CASE("A file beside review folders is passed over, as with datasets/*; alone it is a slip") {
  const Scratch scratch("beside");
  const std::string datasets = (project / "datasets").string();
  const auto checked = sh(program + " check " + datasets + "/README.md " + datasets + "/ssc-fat-cells");
  INFO(checked.output);
  CHECK(checked.status == 0);
  CHECK(checked.output.find("README.md: passed over: a file, but a review is a folder") != std::string::npos);
  CHECK(checked.output.find("ssc-fat-cells: 0 errors") != std::string::npos);
  CHECK(sh(program + " check -q " + datasets + "/README.md " + datasets + "/ssc-fat-cells").output.empty());
  CHECK(sh(program + " check " + datasets + "/README.md").status == 66);
  // A file of a review is meant as the review: nothing is passed over in silence.
  CHECK(sh(program + " check " + datasets + "/ssc-fat-cells/counts.csv " + datasets + "/bcg-vaccine").status == 66);
}

TEST_CASE("A disk that fills up leaves no half-written file") {
  const Scratch scratch("full");
  // A size limit on files acts as a disk that is full after 8 kB.
  const auto report = sh("ulimit -f 8; trap '' XFSZ; " + program + " report " +
                          (project / "datasets/bcg-vaccine").string() + " -o " + scratch.path());
  INFO(report.output);
  CHECK(report.status == 73);
  for (const auto& entry : fs::recursive_directory_iterator(scratch.path()))
    CHECK_FALSE(entry.is_regular_file());
}

TEST_CASE("All files of a review are written, or none") {
  const Scratch scratch("whole");
  const std::string review = (project / "datasets/bcg-vaccine").string();
  const fs::path folder = fs::path(scratch.path()) / "bcg-vaccine";
  REQUIRE(sh(program + " report -q " + review + " -o " + scratch.path()).status == 0);
  const std::array names{"plain.pdf", "reviewer.pdf", "results.json"};
  std::vector<std::string> before;
  std::uintmax_t most = 0, second = 0;  // sizes
  for (const char* name : names) {
    before.push_back(bytes(folder / name));
    const std::uintmax_t size = before.back().size();
    second = std::max(second, std::min(most, size));
    most = std::max(most, size);
  }
  // Only the largest file does not fit; sh counts in blocks of 512 bytes.
  const std::string limit = std::to_string((most + second) / 2 / 512);
  const auto full = sh("ulimit -f " + limit + "; trap '' XFSZ; " + program + " report " + review +
                       " --date 2026-12-31 -o " + scratch.path());
  INFO(full.output);
  CHECK(full.status == 73);
  CHECK(full.output.find("nothing was written for this review") != std::string::npos);
  for (std::size_t i = 0; i < names.size(); ++i) CHECK(bytes(folder / names.at(i)) == before[i]);
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) files += entry.is_regular_file() ? 1 : 0;
  CHECK(files == 3);
}

TEST_CASE("A new review on a full disk leaves no folder") {
  const Scratch scratch("init-full");
  const auto full = sh("ulimit -f 2; trap '' XFSZ; " + program + " init " + scratch.path() + "/a/mine");
  INFO(full.output);
  CHECK(full.status == 73);
  CHECK_FALSE(fs::exists(scratch.path() + "/a"));
}
