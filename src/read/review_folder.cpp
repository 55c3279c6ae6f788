// A review folder: review.toml, the tables it names, notes.md, expected.toml.
#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "claims_csv.h"
#include "claims_sense.h"
#include "csv.h"
#include "review_toml.h"
#include "snapshot.h"
#include "steelyard/base/characters.h"
#include "steelyard/base/error.h"
#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "steelyard/read/covariances.h"
#include "table.h"

namespace steelyard {

namespace {

namespace fs = std::filesystem;

class FolderReader {
 public:
  explicit FolderReader(fs::path folder) : folder_(std::move(folder)) {}

  Checked<Review> read() {
    review_.folder = folder_;
    review_.slug = folder_name();
    const std::string text = read_input("review.toml");
    Checked<Toml> root = parse_toml(text, "review.toml");
    append(notices_, root.notices);
    if (has_errors(notices_)) return finished();
    const TableRequests requests = read_review_toml(root.value, review_, notices_);
    for (std::size_t i = 0; i < review_.analyses.size(); ++i)
      read_studies(review_.analyses[i], requests.analyses[i]);
    for (std::size_t i = 0; i < review_.scenarios.size(); ++i)
      read_arms(review_.scenarios[i], requests.scenarios[i]);
    if (exists("claims.csv")) {
      const CsvText* claims = table("claims.csv");
      read_claims_csv(*claims, "claims.csv", review_, notices_);
    }
    check_words_for_patients(review_, notices_);
    show_sources(notices_, "review.toml", text);
    check_snapshots();
    keep_sources(text);
    read_expected();
    if (exists("notes.md")) read_notes();
    return finished();
  }

 private:
  // Whether anything has this name, so that what cannot be read is not said to be missing.
  [[nodiscard]] bool exists(const std::string& name) const {
    std::error_code ignored;
    return fs::symlink_status(folder_ / name, ignored).type() != fs::file_type::not_found;
  }

  [[nodiscard]] std::string folder_name() const {
    const fs::path whole = fs::absolute(folder_).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  }

  std::string read_input(const std::string& name) {
    std::error_code ignored;
    // Nobody may be writing to a pipe, and the program would wait for ever.
    if (fs::is_fifo(folder_ / name, ignored))
      throw Error(Exit::no_input,
                  (folder_ / name).string() + ": cannot be read: it is a pipe, but must be a file");
    std::string bytes = read_file(folder_ / name);
    review_.inputs.push_back({name, sha256(bytes), bytes.size()});
    return bytes;
  }

  // Reads and splits a table once, however many analyses use it.
  const CsvText* table(const std::string& name) {
    const auto known = tables_.find(name);
    if (known != tables_.end()) return known->second.get();
    std::unique_ptr<CsvText>& table = tables_[name];
    if (exists(name)) table = std::make_unique<CsvText>(read_input(name), name, notices_);
    return table.get();
  }

  void read_studies(AnalysisRequest& analysis, const TableRequest& request) {
    if (analysis.data.empty()) return;
    const CsvText* csv = table(analysis.data);
    if (csv == nullptr) {
      missing_table("analysis " + analysis.id, "data", analysis.data, request.data);
      return;
    }
    StudyTable read = study_table(*csv, analysis.data, request.options, notices_);
    read_known_covariances(analysis, request.options, *csv, read);
    analysis.columns = std::move(read.columns);
    analysis.studies = std::move(read.studies);
  }

  void read_known_covariances(const AnalysisRequest& analysis, const TableOptions& options,
                              const CsvText& csv, StudyTable& rows) {
    const auto setting = analysis.settings.find("covariances");
    if (setting == analysis.settings.end() || options.cluster.empty()) return;
    const std::string& name = setting->second.text;
    const std::string subject = "analysis " + analysis.id;
    if (!is_plain_file_name(name)) {
      notices_.push_back({Severity::error, setting->second.where,
                          subject + ": covariances is '" + name +
                              "', but must be the name of a file in the folder",
                          "", 0, "no folders in the name"});
      return;
    }
    if (!exists(name)) return missing_table(subject, "covariances", name, setting->second.where);
    if (!covariances_.contains(name)) covariances_[name] = read_input(name);
    Notices ignored;  // the same is said of the filtered table
    TableOptions unfiltered = options;
    unfiltered.where.clear();
    const StudyTable all = study_table(csv, analysis.data, unfiltered, ignored);
    append(notices_, add_covariances(covariances_[name], name, options, all, rows));
  }

  void read_arms(Scenario& scenario, const TableRequest& request) {
    if (scenario.data.empty()) return;
    const CsvText* csv = table(scenario.data);
    if (csv == nullptr) {
      missing_table("scenario " + scenario.id, "data", scenario.data, request.data);
      return;
    }
    scenario.studies = study_table(*csv, scenario.data, request.options, notices_).studies;
  }

  void missing_table(const std::string& subject, const std::string& key, const std::string& data,
                     const Place& where) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored))
      if (lower_case(entry.path().extension().string()) == ".csv")
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string_view near = closest(data, views);
    std::string hint = "the folder has no tables";
    if (!near.empty())
      hint = "did you mean '" + std::string(near) + "'?";
    else if (!names.empty())
      hint = "the folder has " + listed(views, "and");
    notices_.push_back({Severity::error, where,
                        subject + ": " + key + " is '" + data +
                            "', but there is no such file in the folder",
                        "", 0, std::move(hint)});
  }

  // Settings and analyses are pointed at later, when the file is no longer at hand.
  void keep_sources(std::string_view text) {
    for (AnalysisRequest& analysis : review_.analyses) {
      analysis.source = source_line(text, analysis.where.line);
      for (auto& [name, setting] : analysis.settings)
        setting.source = source_line(text, setting.where.line);
    }
  }

  // The stored copies of pages need not be there: reviews are published without them.
  void check_snapshots() {
    std::map<std::string, std::string> copies;
    for (const Claim& claim : review_.claims) {
      if (claim.snapshot.empty()) continue;
      if (!exists(claim.snapshot)) {
        notices_.push_back({Severity::note, claim.where,
                            "claim " + claim.id + ": the snapshot " + claim.snapshot +
                                " is not in the folder, so that no words are compared",
                            "", 0, ""});
        continue;
      }
      const auto [copy, is_new] = copies.try_emplace(claim.snapshot);
      if (is_new) copy->second = read_input(claim.snapshot);
      append(notices_, check_snapshot(claim, copy->second, sha256(copy->second)));
    }
  }

  void read_expected() {
    if (!exists("expected.toml")) return;
    const std::string text = read_input("expected.toml");
    const Checked<Toml> root = parse_toml(text, "expected.toml");
    append(notices_, root.notices);
    if (has_errors(root.notices)) return;
    read_expected_toml(root.value, review_, notices_);
    show_sources(notices_, "expected.toml", text);
  }

  void read_notes() {
    review_.notes = read_input("notes.md");
    const auto bad = invalid_utf8(review_.notes);
    if (!bad) {
      append(notices_, unprintable_characters(review_.notes, "notes.md"));
      return;
    }
    const std::string_view before = std::string_view(review_.notes).substr(0, *bad);
    const int line = static_cast<int>(std::ranges::count(before, '\n')) + 1;
    notices_.push_back({
        Severity::error,
        {"notes.md", line, 0},
        "the file is not UTF-8",
        "",
        0,
        "save the file as UTF-8"
    });
    review_.notes.clear();
  }

  // Analyses that share a table find the same things wrong with it.
  Checked<Review> finished() {
    Notices all = sorted(std::move(notices_));
    const auto same = [](const Notice& a, const Notice& b) {
      return std::tie(a.where, a.text, a.hint, a.severity) ==
             std::tie(b.where, b.text, b.hint, b.severity);
    };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    std::ranges::sort(review_.inputs, {}, &Input::name);
    return {std::move(review_), std::move(all)};
  }

  fs::path folder_;
  Review review_;
  Notices notices_;
  std::map<std::string, std::unique_ptr<CsvText>> tables_;
  std::map<std::string, std::string> covariances_;  // texts of such tables, read once
};

}  // namespace

Checked<Review> read_review(const fs::path& folder) {
  std::error_code ignored;
  if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored))
    throw Error(Exit::no_input, folder.string() +
                                    ": is a file, but a review is a folder with a review.toml in it"
                                    " (steelyard init makes one; steelyard pool reads one table)");
  if (!fs::is_directory(folder, ignored))
    throw Error(Exit::no_input, folder.string() + ": cannot be read: there is no such folder");
  return FolderReader(folder).read();
}

}  // namespace steelyard
