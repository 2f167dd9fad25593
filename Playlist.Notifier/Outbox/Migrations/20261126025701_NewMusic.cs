using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Playlist.Notifier.Outbox.Migrations
{
    /// <inheritdoc />
    public partial class NewMusic : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "NewMusicUpdates",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Artist = table.Column<string>(type: "TEXT", nullable: false),
                    Album = table.Column<string>(type: "TEXT", nullable: true),
                    Time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NewMusicUpdates", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "NewSongs",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Artist = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Album = table.Column<string>(type: "TEXT", nullable: true),
                    Came = table.Column<long>(type: "INTEGER", nullable: false),
                    TraceParent = table.Column<string>(type: "TEXT", nullable: true),
                    HeldBack = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NewSongs", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_NewMusicUpdates_Artist_Time",
                table: "NewMusicUpdates",
                columns: new[] { "Artist", "Time" });

            migrationBuilder.CreateIndex(
                name: "IX_NewSongs_Artist",
                table: "NewSongs",
                column: "Artist",
                filter: "\"ToldAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_NewSongs_Id",
                table: "NewSongs",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NewSongs_ToldAt",
                table: "NewSongs",
                column: "ToldAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "NewMusicUpdates");

            migrationBuilder.DropTable(
                name: "NewSongs");
        }
    }
}
