// All registers at once: every row is complete, unique, cited and shown by `steelyard list`.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "app/formats.h"
#include "steelyard/base/file.h"
#include "steelyard/analysis/further.h"
#include "steelyard/analysis/preset.h"
#include "steelyard/claim/verdict.h"
#include "steelyard/effect/measure.h"
#include "steelyard/multilevel/cluster_method.h"
#include "steelyard/multilevel/cluster_robust.h"
#include "steelyard/pool/method.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/study/checklist_item.h"
#include "steelyard/study/setting_names.h"
#include "support/catch.h"
#include "support/paths.h"
#include "support/run.h"

namespace {

// Runs a command line; what it says on either stream is its output.
run::Outcome sh(const std::string& command) { return run::shell(std::string("( ").append(command).append(" ) 2>&1")); }

const steelyard::Template& layout() {
  static const steelyard::Template loaded = steelyard::load_template(
      run::project() / "templates", "reviewer", "en");
  return loaded;
}

template <class Row>
void check_register(std::span<const Row* const> rows, const std::string& name, bool cited) {
  std::string command = run::program().string().append(" list ");
  command.append(name);
  const std::string listed = sh(command).output;
  std::set<std::string> seen;
  CHECK(!rows.empty());
  for (const Row* row : rows) {
    INFO(name << " " << row->id);
    CHECK(!row->id.empty());
    CHECK(!row->label.empty());
    CHECK(seen.insert(steelyard::lower_case(row->id)).second);
    if (cited) CHECK(layout().references.contains(std::string(row->source)));
    CHECK(listed.find(row->id) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("Every row of every register has an id, a label, a known source and is listed") {
  check_register(steelyard::measures(), "measures", true);
  check_register(steelyard::tau2_estimators(), "estimators", true);
  check_register(steelyard::interval_methods(), "intervals", true);
  check_register(steelyard::tau2_intervals(), "tau2-intervals", true);
  check_register(steelyard::presets(), "presets", true);
  check_register(steelyard::prediction_methods(), "predictions", true);
  check_register(steelyard::pooling_methods(), "poolings", true);
  check_register(steelyard::cluster_methods(), "clusters", true);
  check_register(steelyard::covariance_structures(), "structures", true);
  check_register(steelyard::robust_variances(), "robust-variances", true);
  check_register(steelyard::further_analyses(), "analyses", true);
  check_register(steelyard::sections(), "sections", false);
  check_register(steelyard::figures(), "figures", false);
  check_register(steelyard::formats(), "formats", false);
  check_register(steelyard::verdicts(), "verdicts", true);
  check_register(steelyard::checklist_items(), "checklist", true);
}

TEST_CASE("Every failure of the checklist and every suggested rating has its words") {
  for (const steelyard::ChecklistItem* item : steelyard::checklist_items())
    for (const std::string& flag : steelyard::split(item->flags, ' ')) {
      INFO(flag);
      CHECK(layout().phrases.has(std::string("flag.").append(flag)));
    }
  // The keys that the sources name: a rule without words would stop a report.
  for (const auto& [file, group] :
       {std::pair<std::string, std::string>{"grade_suggest.cpp", "grade_reason"},
        {"page_checks.cpp", "page_check"}}) {
    const std::string path = (run::project() / "src/claim" / file).string();
    const std::string text = steelyard::read_file(path);
    const std::regex key(group == "page_check" ? "remark\\(\"([A-Z_]+)\""
                                               : "\"((?:rob|inconsistency|indirectness|imprecision|"
                                                 "publication|up)_[a-z_]+)\"");
    int found = 0;
    for (std::sregex_iterator at(text.begin(), text.end(), key), end; at != end; ++at) {
      const std::string name = (*at)[1].str();
      if (name == "publication_bias") continue;
      INFO(name);
      ++found;
      CHECK(layout().phrases.has(std::string(group).append(".").append(name)));
    }
    CHECK(found > 4);
  }
}

TEST_CASE("Every further analysis is asked for by a setting that exists") {
  for (const steelyard::FurtherAnalysis* row : steelyard::further_analyses()) {
    INFO(row->id);
    const auto names = steelyard::setting_names();
    CHECK(std::ranges::count(names, row->setting, &steelyard::SettingName::id) == 1);
    CHECK(!row->group.empty());
  }
}

TEST_CASE("Every verdict has plain and technical words") {
  const auto plain = steelyard::load_template(
      run::project() / "templates", "plain", "en");
  for (const steelyard::Verdict* verdict : steelyard::verdicts()) {
    INFO(verdict->id);
    CHECK(plain.phrases.has(std::string("verdict_plain.").append(verdict->id)));
  }
}

TEST_CASE("A template names only sections that exist") {
  for (const char* audience : {"reviewer", "plain"}) {
    const auto loaded = steelyard::load_template(
        run::project() / "templates", audience, "en");
    for (const std::string& id : loaded.sections)
      CHECK(steelyard::find_row(steelyard::sections(), id) != nullptr);
  }
}
