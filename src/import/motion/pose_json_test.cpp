#include "import/motion/pose_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "import/motion/json_records.h"

namespace genu {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = nlohmann::json;

Movement read(const std::string& text, const PoseOptions& options = {}) {
  Result<Movement> movement = read_pose_json(text, "run.json", options);
  EXPECT_TRUE(movement) << movement.error().text();
  return movement.value_or(Movement{});
}

std::string error_of(const std::string& text, const PoseOptions& options = {}) {
  const Result<Movement> movement = read_pose_json(text, "run.json", options);
  return movement ? "no error" : movement.error().text();
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

const std::string clip = R"({"format": "genu-landmarks", "version": 1,
 "view": "side", "surface": "treadmill", "belt_speed_m_per_s": 2.8,
 "body_height_cm": 172, "slow_motion_factor": 8, "standing_s": [0, 2.5],
 "width_px": 1280, "height_px": 720,
 "landmarks": ["nose", "left_hip", "tail", "right_hip"],
 "frames": [
  {"time_s": 0.0, "people": [[[640.5, 120.25, 0.99], [650, 380], null, [1, 2, 1.5]]]},
  {"time_s": 0.8, "people": []},
  {"time_s": 1.6, "people": [[null, [1, 2, 0.5], null, null], [[5, 6, 0.5], null, null, null]]}
 ]})";

TEST(GenuLandmarks, EverythingThatTheFormatKnows) {
  const Movement movement = read(clip);
  EXPECT_EQ(movement.format, "genu landmarks");
  EXPECT_THAT(movement.warnings, IsEmpty());
  const PoseRecording& poses = *movement.poses;
  EXPECT_EQ(poses.width_px, 1280);
  EXPECT_EQ(poses.height_px, 720);
  EXPECT_EQ(poses.capture.view, View::side);
  EXPECT_EQ(poses.capture.surface, Surface::treadmill);
  EXPECT_EQ(poses.capture.belt_speed_m_per_s, 2.8);
  EXPECT_EQ(poses.capture.body_height_cm, 172);
  EXPECT_EQ(poses.capture.slow_motion_factor, 8);
  EXPECT_EQ(poses.capture.standing_s, std::pair(0.0, 2.5));
  ASSERT_EQ(poses.frames.size(), 3U);
  EXPECT_DOUBLE_EQ(poses.frames[1].time_s, 0.1);
  EXPECT_DOUBLE_EQ(poses.frames[2].time_s, 0.2);
  EXPECT_TRUE(poses.frames[1].people.empty());
  ASSERT_EQ(poses.frames[2].people.size(), 2U);
  const Pose& first = poses.frames[0].people.at(0);
  EXPECT_EQ(first[Landmark::nose].x, 640.5f);
  EXPECT_EQ(first[Landmark::nose].y, -120.25f) << "y points up";
  EXPECT_EQ(first[Landmark::nose].visibility, 0.99f);
  EXPECT_EQ(first[Landmark::left_hip].visibility, 1.0f);
  EXPECT_EQ(first[Landmark::right_hip].visibility, 1.0f);
  EXPECT_FALSE(first[Landmark::left_knee].seen());
  EXPECT_FALSE(poses.frames[2].people[0][Landmark::nose].seen());
  EXPECT_EQ(poses.frames[2].people[0][Landmark::nose].visibility, 0);
}

TEST(GenuLandmarks, WithoutNamesTheOrderIsThatOfMediaPipe) {
  Json points = Json::array();
  for (int i = 0; i < 33; ++i) points.push_back({100 + i, 200, 0.5});
  const Json file = {{"frames", {{{"time_s", 0}, {"people", {points}}}}}, {"format", "genu-landmarks"}};
  const Movement movement = read(file.dump());
  const Pose& pose = movement.poses->frames[0].people[0];
  EXPECT_EQ(pose[Landmark::nose].x, 100);
  EXPECT_EQ(pose[Landmark::left_ear].x, 107);
  EXPECT_EQ(pose[Landmark::right_shoulder].x, 112);
  EXPECT_EQ(pose[Landmark::left_wrist].x, 115);
  EXPECT_EQ(pose[Landmark::left_hip].x, 123);
  EXPECT_EQ(pose[Landmark::right_knee].x, 126);
  EXPECT_EQ(pose[Landmark::left_ankle].x, 127);
  EXPECT_EQ(pose[Landmark::left_heel].x, 129);
  EXPECT_EQ(pose[Landmark::right_toe].x, 132);
  EXPECT_FALSE(movement.poses->capture.view);
  EXPECT_EQ(movement.poses->capture.slow_motion_factor, 1);
}

TEST(GenuLandmarks, ATimeThatDoesNotRiseLosesItsFrame) {
  const Movement movement = read(changed(clip, "0.8", "0.0"));
  EXPECT_EQ(movement.poses->frames.size(), 2U);
  EXPECT_THAT(movement.warnings,
              ElementsAre(HasSubstr("not later than the one before; the frame was left out (frame 2)")));
  EXPECT_THAT(error_of(changed(changed(clip, "0.8", "0"), "1.6", "0")),
              HasSubstr("the times of the frames do not rise"));
}

TEST(GenuLandmarks, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(error_of(changed(clip, "640.5", "\"640.5\"")),
              HasSubstr("run.json: frame 1, person 1, point 1: a point must"));
  EXPECT_THAT(error_of(changed(clip, "[650, 380]", "[650]")), HasSubstr("frame 1, person 1, point 2"));
  EXPECT_THAT(error_of(changed(clip, ", null, [1, 2, 1.5]", "")),
              HasSubstr("frame 1: a person has 2 points where \"landmarks\" names 4"));
  EXPECT_THAT(error_of(changed(clip, "\"time_s\": 0.8, ", "")), HasSubstr("frame 2: \"time_s\" is missing"));
  EXPECT_THAT(error_of(changed(clip, "0.8", "\"0.8\"")), HasSubstr("frame 2: \"time_s\" must be a number"));
  EXPECT_THAT(error_of(changed(clip, "\"people\": []", "\"people\": 3")),
              HasSubstr("frame 2: \"people\" must be a list"));
  EXPECT_THAT(error_of(changed(clip, "\"side\"", "\"front\"")), HasSubstr("\"view\" must be \"side\" or \"behind\""));
  EXPECT_THAT(error_of(changed(clip, "2.8", "-2.8")),
              HasSubstr("\"belt_speed_m_per_s\" must be a number from 0.1 to 15"));
  EXPECT_THAT(error_of(changed(clip, "[0, 2.5]", "[2.5, 0]")), HasSubstr("\"standing_s\" must be two times"));
  EXPECT_THAT(error_of(changed(clip, "slow_motion_factor\": 8", "slow_motion_factor\": 0")),
              HasSubstr("\"slow_motion_factor\""));
  EXPECT_THAT(error_of(changed(clip, "\"version\": 1", "\"version\": 2")), HasSubstr("\"version\" must be 1"));
  EXPECT_THAT(error_of(changed(clip, "genu-landmarks", "other")), HasSubstr("\"format\" must be \"genu-landmarks\""));
  EXPECT_THAT(error_of(changed(clip, "\"tail\"", "\"nose\"")), HasSubstr("names nose twice"));
  EXPECT_THAT(error_of(R"({"format": "genu-landmarks", "frames": []})"), HasSubstr("\"frames\" holds no picture"));
}

TEST(GenuLandmarks, SharesOfThePictureAreRefused) {
  EXPECT_THAT(error_of(R"({"format": "genu-landmarks", "landmarks": ["nose"],
                           "frames": [{"time_s": 0, "people": [[[0.5, 0.25, 1]]]}]})"),
              HasSubstr("write them in pixels"));
}

TEST(PoseJson, SaysInWhichLineItIsNoJson) {
  EXPECT_THAT(error_of(changed(clip, "650", "NaN")), HasSubstr("run.json:7: this is not JSON"));
  EXPECT_THAT(error_of(changed(clip, "650", "NaN")), HasSubstr("write null for a point that was not seen"));
  EXPECT_THAT(error_of(changed(clip, "\"view\":", "view:")), HasSubstr("run.json:2: this is not JSON"));
  EXPECT_THAT(error_of("{\"a\": 1}"), HasSubstr("holds no landmarks"));
  EXPECT_THAT(error_of("[1, 2]"), HasSubstr("holds no landmarks"));
  EXPECT_THAT(error_of("[{}]"), HasSubstr("neither \"people\" nor \"keypoints\""));
  EXPECT_THAT(error_of("3"), HasSubstr("holds no landmarks"));
}

TEST(PoseJson, ATextThatEndsTooEarlyKeepsWhatCameBefore) {
  const std::size_t second = clip.find("{\"time_s\": 0.8"), third = clip.find("{\"time_s\": 1.6");
  for (std::size_t size = 0; size < clip.size(); ++size) {
    const Result<Movement> cut = read_pose_json(std::string_view(clip).substr(0, size), "run.json");
    EXPECT_EQ(cut.has_value(), size >= second - 4) << size;
    if (!cut) continue;
    EXPECT_THAT(cut->warnings, Contains(HasSubstr("the file ends too early, in line")));
    EXPECT_GE(cut->poses->frames.size(), size > third ? 2U : 1U);
  }
}

TEST(PoseJson, LimitsHold) {
  std::string people = R"({"format": "genu-landmarks", "landmarks": ["nose"], "frames": [{"time_s": 0, "people": [)";
  for (int i = 0; i < 101; ++i) people += i == 0 ? "[null]" : ",[null]";
  EXPECT_THAT(error_of(people + "]}]}"), HasSubstr("more than 100 people"));
  for (int i = 0; i < 1'000'000; ++i) people += ",[]";
  EXPECT_THAT(error_of(people + "]}]}"), HasSubstr("more than 300000 values belong to one picture"));
  EXPECT_THAT(error_of("{\"frames\": " + std::string(1'000'000, '[')), HasSubstr("more than 32 deep"));
  EXPECT_THAT(error_of(std::string(1'000'000, '[')), HasSubstr("more than 32 deep"));
  EXPECT_THAT(error_of(R"({"a": [1e999]})"), HasSubstr("not JSON"));
}

std::string person(std::size_t points, double first_x = 100, const std::string& key = "pose_keypoints_2d") {
  Json numbers = Json::array();
  for (std::size_t i = 0; i < points; ++i) {
    numbers.push_back(first_x + static_cast<double>(i));
    numbers.push_back(200.5);
    numbers.push_back(i == 1 ? 0.0 : 0.75);
  }
  return Json{{"person_id", {-1}}, {key, numbers}, {"face_keypoints_2d", Json::array()}}.dump();
}

std::string picture(const std::string& people) { return R"({"version":1.3,"people":[)" + people + "]}"; }

TEST(OpenPose, Body25) {
  const Movement movement = read(picture(person(25) + "," + person(25, 500)), {60});
  EXPECT_EQ(movement.format, "OpenPose");
  EXPECT_THAT(movement.warnings, IsEmpty());
  ASSERT_EQ(movement.poses->frames.size(), 1U);
  ASSERT_EQ(movement.poses->frames[0].people.size(), 2U);
  const Pose& pose = movement.poses->frames[0].people[0];
  EXPECT_EQ(pose[Landmark::nose].x, 100);
  EXPECT_EQ(pose[Landmark::nose].y, -200.5f);
  EXPECT_EQ(pose[Landmark::nose].visibility, 0.75f);
  EXPECT_EQ(pose[Landmark::right_shoulder].x, 102);
  EXPECT_EQ(pose[Landmark::left_wrist].x, 107);
  EXPECT_EQ(pose[Landmark::right_hip].x, 109);
  EXPECT_EQ(pose[Landmark::right_ankle].x, 111);
  EXPECT_EQ(pose[Landmark::left_knee].x, 113);
  EXPECT_EQ(pose[Landmark::right_ear].x, 117);
  EXPECT_EQ(pose[Landmark::left_toe].x, 119);
  EXPECT_EQ(pose[Landmark::left_heel].x, 121);
  EXPECT_EQ(pose[Landmark::right_toe].x, 122);
  EXPECT_EQ(pose[Landmark::right_heel].x, 124);
}

TEST(OpenPose, Coco18AndTheOldKey) {
  const Movement movement = read(picture(person(18, 100, "pose_keypoints")), {60});
  const Pose& pose = movement.poses->frames[0].people[0];
  EXPECT_EQ(pose[Landmark::right_hip].x, 108);
  EXPECT_EQ(pose[Landmark::left_ankle].x, 113);
  EXPECT_EQ(pose[Landmark::left_ear].x, 117);
  EXPECT_FALSE(pose[Landmark::left_heel].seen());
}

TEST(OpenPose, APointWithoutConfidenceIsMissing) {
  Json file = Json::parse(picture(person(25)));
  for (const std::size_t i : {30U, 31U, 32U}) file["people"][0]["pose_keypoints_2d"][i] = 0;
  EXPECT_FALSE(read(file.dump()).poses->frames[0].people[0][Landmark::right_knee].seen());
}

TEST(OpenPose, SeveralPicturesInOneText) {
  const std::string all =
      picture(person(25)) + "\n" + picture("") + picture(person(25)) + ",\r\n" + picture(person(25));
  const std::string list =
      "[" + picture(person(25)) + "," + picture("") + "," + picture(person(25)) + "," + picture(person(25)) + "]";
  for (const std::string& text : {all, list, "\xEF\xBB\xBF" + list}) {
    const Movement movement = read(text, {50});
    ASSERT_EQ(movement.poses->frames.size(), 4U);
    EXPECT_TRUE(movement.poses->frames[1].people.empty());
    EXPECT_DOUBLE_EQ(movement.poses->frames[3].time_s, 0.06);
  }
}

TEST(OpenPose, AnAssumedRateIsSaid) {
  const Movement movement = read(picture(person(25)) + picture(person(25)));
  EXPECT_DOUBLE_EQ(movement.poses->frames[1].time_s, 1.0 / 30);
  EXPECT_THAT(movement.warnings, ElementsAre(HasSubstr("30 were assumed")));
  EXPECT_THAT(error_of(picture(person(25)), {0}), HasSubstr("a number from 1 to 1,000"));
  EXPECT_THAT(error_of(picture(person(25)), {std::nan("")}), HasSubstr("a number from 1 to 1,000"));
}

TEST(OpenPose, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(error_of(picture(person(15))), HasSubstr("run.json, person 1: a person has 45 numbers"));
  EXPECT_THAT(error_of(picture(person(25)) + picture("{}")),
              HasSubstr("run.json: picture 2, person 1: \"pose_keypoints_2d\" is missing"));
  EXPECT_THAT(error_of("[" + picture(person(25)) + "," + picture("7") + "]"),
              HasSubstr("frame 2: a person must be an object"));
  EXPECT_THAT(error_of(changed(picture(person(25)), "200.5", "\"x\"")),
              HasSubstr("value 2 of the points must be a number"));
  EXPECT_THAT(error_of(changed(picture(person(25)), "[100.0", "[null")),
              HasSubstr("value 1 of the points must be a number"));
}

TEST(OpenPose, AFolderGoesByTheNumbersOfItsFiles) {
  const auto folder = [](std::vector<std::pair<std::string, std::string>> files) {
    std::vector<NamedText> named;
    for (auto& [name, text] : files) named.push_back({name, text});
    return read_openpose_folder(named, {10});
  };
  const auto movement = folder({{"run2_000000000012_keypoints.json", picture(person(25, 12))},
                                {"run2_000000000009_keypoints.json", picture(person(25, 9))},
                                {"run2_000000000010_keypoints.json", picture("")}});
  ASSERT_TRUE(movement) << movement.error().text();
  const std::vector<PoseFrame>& frames = movement->poses->frames;
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[0].people[0][Landmark::nose].x, 9);
  EXPECT_TRUE(frames[1].people.empty());
  EXPECT_DOUBLE_EQ(frames[2].time_s, 0.3) << "picture 11 is missing";
  EXPECT_EQ(frames[2].people[0][Landmark::nose].x, 12);

  EXPECT_THAT(folder({{"a.json", picture("")}}).error().text(), HasSubstr("a.json: the name of a picture's file"));
  EXPECT_THAT(folder({{"a1.json", picture("")}, {"b01.json", picture("")}}).error().text(),
              HasSubstr("two files are picture 1"));
  EXPECT_THAT(folder({{"a1.json", "{}"}}).error().text(), HasSubstr("not one picture of OpenPose"));
  EXPECT_THAT(folder({}).error().text(), HasSubstr("no file of a picture"));
}

Json coco_person(const Json& image_id, double first_x, double mark) {
  Json numbers = Json::array();
  for (int i = 0; i < 17; ++i) {
    numbers.push_back(first_x + i);
    numbers.push_back(300);
    numbers.push_back(mark);
  }
  return {{"image_id", image_id}, {"category_id", 1}, {"keypoints", numbers}, {"score", 0.9}};
}

TEST(Coco, AnnotationsWithImages) {
  Json file = {{"info", {{"year", 2020}}},
               {"images", {{{"id", 7}, {"width", 1920}, {"height", 1080}}, {{"id", 8}}, {{"id", 9}}}},
               {"annotations", {coco_person(9, 400, 2), coco_person(7, 100, 1), coco_person(7, 200, 2)}},
               {"categories", Json::array()}};
  file["annotations"][0]["keypoints"][2] = 0;
  file["annotations"].push_back({{"image_id", 8}, {"bbox", {1, 2, 3, 4}}});
  const Movement movement = read(file.dump(), {50});
  EXPECT_EQ(movement.format, "COCO");
  EXPECT_THAT(movement.warnings, ElementsAre(HasSubstr("no heels and no toes")));
  EXPECT_EQ(movement.poses->width_px, 1920);
  ASSERT_EQ(movement.poses->frames.size(), 3U);
  EXPECT_EQ(movement.poses->frames[0].people.size(), 2U);
  EXPECT_TRUE(movement.poses->frames[1].people.empty());
  EXPECT_DOUBLE_EQ(movement.poses->frames[2].time_s, 0.04);
  const Pose& hidden = movement.poses->frames[0].people[0];
  EXPECT_EQ(hidden[Landmark::nose].visibility, 0.5f) << "marked as hidden";
  EXPECT_EQ(hidden[Landmark::left_ear].x, 103);
  EXPECT_EQ(hidden[Landmark::right_hip].x, 112);
  EXPECT_EQ(hidden[Landmark::right_ankle].x, 116);
  EXPECT_EQ(hidden[Landmark::right_ankle].y, -300);
  const Pose& last = movement.poses->frames[2].people[0];
  EXPECT_FALSE(last[Landmark::nose].seen());
  EXPECT_EQ(last[Landmark::left_knee].visibility, 1.0f);
}

TEST(Coco, AListOfResults) {
  const Json list = {coco_person(3, 100, 0.25), coco_person(1, 100, 0.5), coco_person("frame_000002.jpg", 100, 0.5)};
  const Movement movement = read(list.dump(), {25});
  ASSERT_EQ(movement.poses->frames.size(), 3U);
  EXPECT_EQ(movement.poses->frames[2].people[0][Landmark::nose].visibility, 0.25f);
  EXPECT_DOUBLE_EQ(movement.poses->frames[1].time_s, 0.04);
  const Json apart = {coco_person(3, 100, 1), coco_person(70'000, 100, 1)};
  EXPECT_THAT(read(apart.dump(), {25}).warnings, Contains(HasSubstr("do not follow each other")));
  EXPECT_DOUBLE_EQ(read(apart.dump(), {25}).poses->frames[1].time_s, 0.04);
}

TEST(Coco, SaysWhatIsWrongAndWhere) {
  Json list = {coco_person(1, 100, 1), coco_person(2, 100, 1)};
  list[1]["keypoints"].push_back(1);
  EXPECT_THAT(error_of(list.dump()), HasSubstr("run.json: person 2: a person has 52 numbers"));
  list[1]["image_id"] = nullptr;
  EXPECT_THAT(error_of(list.dump()), HasSubstr("person 2: \"image_id\" must be"));
  EXPECT_THAT(error_of(R"({"images": [{"name": 1}]})"), HasSubstr("image 1: \"id\" must be"));
}

TEST(JsonRecords, EndOfTheFirstObject) {
  EXPECT_EQ(end_of_first_object(R"({"a": "}\"{", "b": [{}]} {})"), 24U);
  EXPECT_EQ(end_of_first_object("{\"a"), 3U);
  EXPECT_EQ(end_of_first_object("{\"a\\"), 4U);
  EXPECT_EQ(end_of_first_object(""), 0U);
}

}  // namespace
}  // namespace genu
